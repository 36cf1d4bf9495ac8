package io.earlybrd.cli;

import io.earlybrd.platform.UserError;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "mails",
    mixinStandardHelpOptions = true,
    description = "The ledger of mails: what each is about and how far it came.",
    footer = {
      "",
      "Examples:",
      "  earlybrd mails --state FAILED",
      "  earlybrd mails --subscriber ada@example.com --kind digest"
    })
final class MailsCommand implements Callable<Integer> {
  private static final Set<String> STATES =
      Set.of("PENDING", "SENDING", "SENT", "FAILED", "EXPIRED", "SUPPRESSED", "IN_DOUBT");

  private static final Set<String> KINDS =
      Set.of("instant", "digest", "sign-in", "trial", "operator");

  @Spec private CommandSpec spec;
  @Mixin private ListOptions options = new ListOptions();

  @Option(names = "--subscriber", paramLabel = "EMAIL", description = "Only this subscriber's.")
  private @Nullable String subscriber;

  @Option(
      names = "--state",
      paramLabel = "S",
      description = "PENDING, SENDING, SENT, FAILED, EXPIRED, SUPPRESSED or IN_DOUBT.")
  private @Nullable String state;

  @Option(names = "--kind", paramLabel = "K", description = "instant or digest.")
  private @Nullable String kind;

  @Override
  public Integer call() {
    var wanted = state == null ? "" : state.toUpperCase(Locale.ROOT).replace('-', '_');
    if (!wanted.isEmpty() && !STATES.contains(wanted)) {
      throw new UserError(
          "--state “"
              + state
              + "” must be one of "
              + String.join(", ", STATES.stream().sorted().toList()));
    }
    if (kind != null && !KINDS.contains(kind.toLowerCase(Locale.ROOT))) {
      throw new UserError(
          "--kind “"
              + kind
              + "” must be one of "
              + String.join(", ", KINDS.stream().sorted().toList()));
    }
    try (var session = Session.open()) {
      new Listing(spec.commandLine().getOut(), options.json)
          .print(
              session.jdbc(),
              """
              SELECT
                m.public_id::text AS id, m.kind, m.recipient AS subscriber, m.due_at, m.local_date::text AS local_date, m.state, m.message_id,
                (SELECT coalesce(json_agg(json_build_object('id', p.id, 'title', p.title, 'url', p.url) ORDER BY p.id), '[]')
                 FROM mail_posting h
                 JOIN posting p ON p.id = h.posting
                 WHERE h.mail = m.id) AS postings,
                m.attempts, m.created_at, m.sent_at, m.error, m.job_execution AS execution_id
              FROM mail m
              WHERE (:subscriber = '' OR lower(m.recipient) = lower(:subscriber))
                AND (:state = '' OR m.state = :state)
                AND (:kind = '' OR m.kind = :kind)
                AND m.kind <> 'canary'
              ORDER BY m.id
              LIMIT :limit
              """,
              Map.of(
                  "subscriber",
                  subscriber == null ? "" : subscriber,
                  "state",
                  wanted,
                  "kind",
                  kind == null ? "" : kind.toLowerCase(Locale.ROOT),
                  "limit",
                  options.limit()),
              List.of(
                  "id", "kind", "subscriber", "due_at", "state", "attempts", "sent_at", "error"));
    }
    return 0;
  }
}
