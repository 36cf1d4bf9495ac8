--liquibase formatted sql
--changeset earlybrd:0007
--comment: Politeness towards the hosts that boards are on, shared by all processes.

CREATE TABLE host (
  -- The authority in lower case, always with its port: one row a host, however a board writes it.
  host            text PRIMARY KEY,
  -- Nobody begins a request before it. Whoever begins one moves it to its start + delay, whoever ends one to its
  -- end + delay, both on the database's clock, and never backwards.
  -- How many requests are under way at once is in no row: that is a session's advisory locks, which end with it.
  next_request_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- Retry-After: until then nobody asks the host anything.
  retry_at        timestamptz,
  -- robots.txt as it was answered last; empty: the host has none. It counts for 30 days where no newer can be had.
  robots          text CHECK (octet_length(robots) <= 3 * 512000),
  robots_at       timestamptz,
  -- The last try, and what became of it where that was no answer.
  robots_tried_at timestamptz,
  robots_error    text,
  robots_status   integer,
  -- What robots.txt asks for, capped. The operator's own delay counts where it is longer.
  crawl_delay     interval,
  CHECK ((robots IS NULL) = (robots_at IS NULL))
);
