--liquibase formatted sql
--changeset earlybrd:0002
--comment: What launching needs beside Spring Batch: settings, launches, who ran what, what operators did, what was skipped.

CREATE TABLE setting (
  key        text PRIMARY KEY,
  value      text NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  changed_by text NOT NULL DEFAULT 'migrate',
  reason     text
);
COMMENT ON TABLE setting IS
  'sending: on or off. identity: the cluster and database that may send; a copy of the database has another and mails nobody. sends_by: smtp once a mail has left by it, so that files are not written by mistake. oldest_code: the oldest schema version whose code may still run here.';

INSERT INTO setting (key, value) VALUES ('sending', 'on'), ('oldest_code', '0006');

-- Every process that claims work takes a number from here and holds an advisory lock on it for its life.
CREATE SEQUENCE process_number AS integer MINVALUE 1 CYCLE;

CREATE TABLE launch (
  job          text NOT NULL,
  host         text NOT NULL,
  last_slot    timestamptz NOT NULL,
  last_at      timestamptz NOT NULL,
  last_outcome text NOT NULL,
  PRIMARY KEY (job, host)
);
COMMENT ON TABLE launch IS 'One row a job and host: that cron is alive there, also when nothing was due.';

CREATE TABLE execution_process (
  job_execution  bigint PRIMARY KEY,
  host           text NOT NULL,
  pid            bigint NOT NULL,
  process_number integer NOT NULL
);
COMMENT ON TABLE execution_process IS
  'Which process ran a job execution. Parameters cannot say it: a restart repeats those of the first run.';

CREATE TABLE operator_action (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at            timestamptz NOT NULL DEFAULT clock_timestamp(),
  who           text NOT NULL,
  action        text NOT NULL,
  job_instance  bigint,
  job_execution bigint,
  reason        text
);
CREATE INDEX operator_action_instance ON operator_action (job_instance);

CREATE TABLE skipped_item (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  job_execution bigint NOT NULL,
  step          text NOT NULL,
  item          text NOT NULL,
  reason        text NOT NULL,
  at            timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX skipped_item_execution ON skipped_item (job_execution);

CREATE TABLE incident (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "check"     text NOT NULL,
  subject     text NOT NULL,
  detail      text NOT NULL,
  opened_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  notified_at timestamptz,
  closed_at   timestamptz
);
-- One open incident a check and subject.
CREATE UNIQUE INDEX incident_open ON incident ("check", subject) WHERE closed_at IS NULL;
