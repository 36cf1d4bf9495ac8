--liquibase formatted sql
--changeset earlybrd:0010
--comment: Caps and quiet hours of instant mails, mails that servers put off, and what became of mails after they left.

ALTER TABLE subscriber
  -- Instant mails a local day; what comes after them waits for the digest.
  ADD COLUMN instant_cap smallint NOT NULL DEFAULT 12 CHECK (instant_cap >= 0);

ALTER TABLE mail
  -- How often the server put it off (4xx): such a mail is given up one day, one whose server is away is not.
  ADD COLUMN deferrals smallint NOT NULL DEFAULT 0,
  -- Instant mails only: when its subscriber's quiet hours begin, after which it goes into the digest instead.
  ADD COLUMN quiet_at timestamptz;

-- What we hear of mails after they left: from the server at once, by webhook, by mail, or from the subscriber.
CREATE TABLE mail_event (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- The reporter's own name for it, so that one that is told twice is kept once.
  event_id     text UNIQUE,
  mail         bigint,
  -- Keyed hash of the address, as in suppression.
  address_hash bytea NOT NULL,
  kind         text NOT NULL CHECK (kind IN ('soft', 'hard', 'complaint', 'unsubscribe')),
  source       text NOT NULL CHECK (source IN ('smtp', 'mailgun', 'mailbox', 'page')),
  -- Database clock.
  at           timestamptz NOT NULL DEFAULT clock_timestamp(),
  detail       text
);
CREATE INDEX mail_event_soft ON mail_event (address_hash, at) WHERE kind = 'soft';
CREATE INDEX mail_event_at ON mail_event (at);
CREATE INDEX mail_event_mail ON mail_event (mail) WHERE mail IS NOT NULL;

-- For doctor's rates.
CREATE INDEX mail_sent_at ON mail (sent_at) WHERE sent_at IS NOT NULL;
CREATE INDEX mail_message_id ON mail (message_id);

-- Webhooks that were taken already: their signature says nothing of their content, so each counts once.
CREATE TABLE webhook_token (
  source text NOT NULL,
  token  text NOT NULL,
  at     timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (source, token)
);
CREATE INDEX webhook_token_at ON webhook_token (at);
