--liquibase formatted sql
--changeset earlybrd:0005
--comment: Which postings match whom, and what still waits to be mailed.

-- No foreign keys: two of them cost more than the insert. Both sides are never deleted while a match stands.
CREATE TABLE match (
  subscriber    bigint NOT NULL,
  posting       bigint NOT NULL,
  searches      bigint[] NOT NULL,
  job_instance  bigint NOT NULL,
  job_execution bigint NOT NULL,
  -- The later of slot and database clock: ages are taken from it.
  matched_at    timestamptz NOT NULL,
  waits_instant boolean NOT NULL,
  waits_digest  boolean NOT NULL,
  reason        text,
  -- A posting matches a subscriber once, whoever repeats the run.
  CONSTRAINT match_once PRIMARY KEY (subscriber, posting)
);
CREATE INDEX match_waits_instant ON match (subscriber) WHERE waits_instant;
CREATE INDEX match_waits_digest ON match (subscriber) WHERE waits_digest;
CREATE INDEX match_posting ON match (posting);
