--liquibase formatted sql
--changeset earlybrd:0006
--comment: The ledger: every mail, what it is about, and how far it came.

CREATE TABLE mail (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id       uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
  subscriber      bigint,
  recipient       text NOT NULL,
  kind            text NOT NULL CHECK (kind IN ('instant', 'digest', 'sign-in', 'trial', 'operator', 'canary')),
  due_at          timestamptz NOT NULL,
  -- Digests only: the subscriber's local day.
  local_date      date,
  priority        smallint NOT NULL,
  state           text NOT NULL DEFAULT 'PENDING'
                  CHECK (state IN ('PENDING', 'SENDING', 'SENT', 'FAILED', 'EXPIRED', 'SUPPRESSED', 'IN_DOUBT')),
  attempts        integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL,
  attempt_slot    timestamptz NOT NULL,
  -- Number of the process that is sending it: a number that nobody locks is dead.
  claimed_by      integer,
  -- When it was first IN_DOUBT: such a mail may have arrived, so it never becomes EXPIRED or SUPPRESSED.
  doubted_at      timestamptz,
  -- Fixed here, so that a mail that goes out again is the same message.
  message_id      text NOT NULL,
  -- Its Date: the database clock, since a trial's slot may lie in the future, and a Date must not.
  message_date    timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- The later of slot and database clock: what its age is taken from.
  created_at      timestamptz NOT NULL,
  sent_at         timestamptz,
  error           text,
  job_execution   bigint,
  -- One mail of a kind a due time, whoever reruns what.
  CONSTRAINT mail_once UNIQUE (subscriber, kind, due_at),
  CHECK ((kind = 'digest') = (local_date IS NOT NULL)),
  CHECK (state <> 'SENDING' OR claimed_by IS NOT NULL)
);
-- One digest a person and local day, also when the zone or the time is changed after it.
CREATE UNIQUE INDEX mail_digest_a_day ON mail (subscriber, local_date) WHERE kind = 'digest';
CREATE INDEX mail_unfinished ON mail (priority, due_at, id) WHERE state IN ('PENDING', 'SENDING', 'IN_DOUBT');

CREATE TABLE mail_posting (
  mail        bigint NOT NULL REFERENCES mail,
  subscriber  bigint NOT NULL,
  posting     bigint NOT NULL,
  channel     text NOT NULL CHECK (channel IN ('instant', 'digest')),
  released_at timestamptz,
  PRIMARY KEY (mail, posting)
);
-- Never twice: a posting is in one live mail a subscriber and channel.
CREATE UNIQUE INDEX mail_posting_once ON mail_posting (subscriber, posting, channel) WHERE released_at IS NULL;
