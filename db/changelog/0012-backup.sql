--liquibase formatted sql
--changeset earlybrd:0012
--comment: Backups and whether they could be restored; the journal of what left since.

CREATE TABLE backup (
  -- Such as 20261129T020000Z-4f1a2b: the name of its objects. Stored before anything is written, so that what a killed
  -- run left behind is known for ours.
  id            text PRIMARY KEY,
  job_instance  bigint NOT NULL,
  job_execution bigint NOT NULL,
  -- Database clock, as all times here.
  started_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- Of the snapshot.
  taken_at      timestamptz,
  -- As the bucket knows it, with its prefix.
  object        text,
  -- Of the object as it is stored: encrypted, where there is a key.
  size          bigint,
  sha256        text,
  encrypted     boolean,
  -- Rows in each table, in the same snapshot as the dump.
  rows          jsonb,
  uploaded_at   timestamptz,
  -- It was fetched back, restored, and was the same.
  verified_at   timestamptz CHECK (verified_at IS NULL OR uploaded_at IS NOT NULL),
  -- It is no longer kept.
  pruned_at     timestamptz
);
-- One backup an instance: a restart goes on with it.
CREATE UNIQUE INDEX backup_instance ON backup (job_instance);
CREATE INDEX backup_verified ON backup (taken_at) WHERE verified_at IS NOT NULL;

-- What left the house since the last backup, and who left us, piece by piece beside the backups.
CREATE TABLE journal_piece (
  object     text PRIMARY KEY,
  -- Which part of the time it tells of, by the database clock.
  from_at    timestamptz NOT NULL,
  to_at      timestamptz NOT NULL,
  mails      integer NOT NULL,
  leavers    integer NOT NULL,
  written_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  pruned_at  timestamptz
);
CREATE INDEX journal_piece_to ON journal_piece (to_at);
