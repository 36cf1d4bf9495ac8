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
-- A restart goes on with its instance's newest. What has to be dumped again is another backup under another name, so
-- that nothing that a manifest speaks of is ever overwritten.
CREATE INDEX backup_instance ON backup (job_instance, started_at);
CREATE INDEX backup_verified ON backup (taken_at) WHERE verified_at IS NOT NULL;

-- What left the house since the last backup, and who left us, piece by piece beside the backups.
CREATE TABLE journal_piece (
  -- Its key, without the bucket's prefix.
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

-- Who left and who came back since, by keyed hash: for the journal. What holds now is in suppression.
CREATE TABLE departure (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  address_hash bytea NOT NULL,
  -- As in suppression, or removed: the subscriber's row went.
  reason       text NOT NULL CHECK (reason IN ('unsubscribe', 'bounce', 'complaint', 'deleted', 'removed')),
  -- It was taken back.
  back         boolean NOT NULL DEFAULT false,
  at           timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX departure_at ON departure (at);
CREATE INDEX departure_removed ON departure (address_hash) WHERE reason = 'removed';

-- Until when the journal tells of what left; changed_at says when that was written.
INSERT INTO setting (key, value)
VALUES ('journal_to', to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'));

-- Mails of the journal that a restored database does not know yet, a row a posting: of postings that it has not seen, or
-- to people whom it does not have. Empty but after a restore.
CREATE TABLE sent_before (
  address_hash bytea NOT NULL,
  message_id   text NOT NULL,
  kind         text NOT NULL,
  due_at       timestamptz NOT NULL,
  local_date   date,
  message_date timestamptz NOT NULL,
  -- NULL: nobody can know whether it left.
  sent_at      timestamptz,
  -- NULL: a mail without postings.
  board        text,
  external_id  text,
  appearance   integer,
  -- Once they are known here.
  subscriber   bigint,
  mail         bigint
);
CREATE INDEX sent_before_posting ON sent_before (board, external_id, appearance);
CREATE INDEX sent_before_address ON sent_before (address_hash) WHERE subscriber IS NULL;
CREATE INDEX sent_before_subscriber ON sent_before (subscriber);
