--liquibase formatted sql
--changeset earlybrd:0004
--comment: Subscribers, their saved searches, and who must not be mailed.

CREATE TABLE subscriber (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- What leaves the database in links: the numbers do not, since a restored database repeats them.
  public_id       uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
  email           text NOT NULL,
  time_zone       text NOT NULL,
  delivery        text NOT NULL CHECK (delivery IN ('instant', 'digest', 'both')),
  send_at         time NOT NULL,
  -- ISO days of the week, 1 is Monday.
  days            smallint[] NOT NULL DEFAULT '{1,2,3,4,5,6,7}' CHECK (cardinality(days) > 0),
  next_digest_at  timestamptz NOT NULL,
  digest_slot     timestamptz,
  quiet_from      time,
  quiet_to        time,
  paused_until    timestamptz,
  plan            text NOT NULL DEFAULT 'free',
  trial_ends_at   timestamptz,
  stripe_customer text,
  -- Set with the row in suppression; sending checks this one, since a hash cannot be joined to an address.
  suppressed_at   timestamptz,
  created_at      timestamptz NOT NULL DEFAULT clock_timestamp()
);
-- One subscriber an address.
CREATE UNIQUE INDEX subscriber_email ON subscriber (lower(email));
CREATE INDEX subscriber_next_digest ON subscriber (next_digest_at);
CREATE INDEX subscriber_digest_slot ON subscriber (digest_slot) WHERE digest_slot IS NOT NULL;

CREATE TABLE saved_search (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subscriber       bigint NOT NULL REFERENCES subscriber,
  name             text NOT NULL,
  query_text       text NOT NULL,
  normalised_query text NOT NULL,
  words            text[] NOT NULL DEFAULT '{}',
  filters          jsonb NOT NULL DEFAULT '{}',
  query            tsquery NOT NULL,
  -- Database clock: compared with posting.stored_at when a changed text is matched again.
  created_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT saved_search_once UNIQUE (subscriber, normalised_query)
);

CREATE TABLE suppression (
  address_hash bytea NOT NULL,
  reason       text NOT NULL CHECK (reason IN ('unsubscribe', 'bounce', 'complaint', 'deleted')),
  at           timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (address_hash, reason)
);
