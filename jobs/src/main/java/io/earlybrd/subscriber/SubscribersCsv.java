package io.earlybrd.subscriber;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.earlybrd.mail.EmailAddress;
import io.earlybrd.platform.UserError;
import io.earlybrd.search.SearchParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code subscribers.csv}: RFC 4180, UTF-8, a header line, one row a saved search. A file
 * with any mistake is refused whole, with every line that is wrong.
 */
public final class SubscribersCsv {
  private static final List<String> HEADER =
      List.of("email", "time_zone", "delivery", "send_at", "search");
  private static final Set<String> DELIVERIES = Set.of("instant", "digest", "both");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
  private static final LocalTime DEFAULT_SEND_AT = LocalTime.of(8, 0);
  private static final int MOST_ERRORS = 20;
  private static final String BYTE_ORDER_MARK = "\ufeff";

  private final Path file;

  /** Asked for once: each call makes a new set of 600. */
  private final Set<String> zones = ZoneId.getAvailableZoneIds();

  private final List<String> errors = new ArrayList<>();
  private final LinkedHashMap<String, Building> subscribers = new LinkedHashMap<>();

  private SubscribersCsv(Path file) {
    this.file = file;
  }

  /** A subscriber's first row, which the others must agree with, and all the searches. */
  private record Building(
      long line,
      String email,
      ZoneId zone,
      String delivery,
      LocalTime sendAt,
      LinkedHashMap<String, SubscriberRow.NamedQuery> searches) {}

  /**
   * Reads a file.
   *
   * @throws UserError naming the file and each line that is wrong
   */
  public static List<SubscriberRow> read(Path file) {
    return new SubscribersCsv(file).read();
  }

  private List<SubscriberRow> read() {
    try (var csv =
        CsvReader.builder()
            // Counted here, so that also these rows are told with all the others.
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false)
            .ofNamedCsvRecord(text())) {
      boolean first = true;
      for (var row : csv) {
        if (first) {
          checkHeader(row.getHeader());
          first = false;
        }
        read(row);
      }
      if (first) {
        throw new UserError(file + " has no rows; its header is: " + String.join(",", HEADER));
      }
    } catch (NoSuchFileException e) {
      throw new UserError(file + " does not exist", e);
    } catch (CharacterCodingException e) {
      throw new UserError(file + " is not UTF-8", e);
    } catch (UncheckedIOException | IOException e) {
      throw new UserError(file + " cannot be read: " + e.getMessage(), e);
    } catch (CsvParseException e) {
      errors.add(
          file
              + ": "
              + e.getMessage()
              + (e.getCause() == null ? "" : ": " + e.getCause().getMessage()));
    }
    if (!errors.isEmpty()) {
      throw new UserError(
          String.join("\n", errors.subList(0, Math.min(MOST_ERRORS, errors.size()))) + more());
    }
    return subscribers.values().stream()
        .map(
            b ->
                new SubscriberRow(
                    b.email(),
                    b.zone(),
                    b.delivery(),
                    b.sendAt(),
                    List.copyOf(b.searches().values())))
        .toList();
  }

  /** The CSV reader's own decoding would put a question mark where a byte is wrong. */
  private String text() throws IOException {
    var text = Files.readString(file);
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  private String more() {
    int rest = errors.size() - MOST_ERRORS;
    return rest > 0 ? "\n… and " + rest + " more" : "";
  }

  private void checkHeader(List<String> header) {
    if (!header.equals(HEADER)) {
      throw new UserError(
          "%s: line 1: the header must be %s, not %s"
              .formatted(file, String.join(",", HEADER), String.join(",", header)));
    }
  }

  private void read(NamedCsvRecord row) {
    long line = row.getStartingLineNumber();
    if (row.getFieldCount() != HEADER.size()) {
      error(line, "has " + row.getFieldCount() + " fields instead of " + HEADER.size());
      return;
    }
    if (row.getFields().stream().anyMatch(field -> field.lines().count() > 1)) {
      error(line, "has a line break within a field: is a quote left open?");
      return;
    }
    var email = email(line, row.getField("email").strip());
    var zone = zone(line, row.getField("time_zone").strip());
    var delivery = delivery(line, row.getField("delivery").strip().toLowerCase(Locale.ROOT));
    var sendAt = sendAt(line, row.getField("send_at").strip());
    var search = search(line, row.getField("search"));
    if (email == null || zone == null || delivery == null || sendAt == null || search == null) {
      return;
    }
    var building =
        subscribers.computeIfAbsent(
            email.toLowerCase(Locale.ROOT),
            key -> new Building(line, email, zone, delivery, sendAt, new LinkedHashMap<>()));
    if (!building.zone().equals(zone)
        || !building.delivery().equals(delivery)
        || !building.sendAt().equals(sendAt)) {
      error(
          line,
          "%s has other settings than on line %d; time_zone, delivery and send_at are the subscriber's"
              .formatted(email, building.line()));
      return;
    }
    building.searches().putIfAbsent(search.query().normalised(), search);
  }

  private @Nullable String email(long line, String text) {
    return switch (EmailAddress.parse(text)) {
      case EmailAddress.Valid valid -> valid.address();
      case EmailAddress.Invalid invalid -> {
        error(line, "email “" + text + "” " + invalid.reason());
        yield null;
      }
    };
  }

  /** As it is shown from now on: on one line, without what steers a terminal or turns reading. */
  private static String shown(String search) {
    return search
        .replaceAll("[\\p{Cntrl}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]+", " ")
        .strip();
  }

  private @Nullable ZoneId zone(long line, String text) {
    try {
      var zone = ZoneId.of(text);
      if (zones.contains(text)) {
        return zone;
      }
    } catch (DateTimeException e) {
      // Reported below, with what is wanted instead.
    }
    error(line, "time_zone “" + text + "” is not known; write one such as Europe/Berlin or UTC");
    return null;
  }

  private @Nullable String delivery(long line, String text) {
    if (DELIVERIES.contains(text)) {
      return text;
    }
    error(line, "delivery “" + text + "” must be instant, digest or both");
    return null;
  }

  private @Nullable LocalTime sendAt(long line, String text) {
    if (text.isEmpty()) {
      return DEFAULT_SEND_AT;
    }
    try {
      return LocalTime.parse(text, TIME);
    } catch (DateTimeParseException e) {
      error(line, "send_at “" + text + "” must be HH:MM, such as 08:00");
      return null;
    }
  }

  private SubscriberRow.@Nullable NamedQuery search(long line, String text) {
    return switch (SearchParser.parse(text)) {
      case SearchParser.Parsed parsed -> new SubscriberRow.NamedQuery(shown(text), parsed.query());
      case SearchParser.Rejected rejected -> {
        error(line, "search, column " + rejected.column() + ": " + rejected.message());
        yield null;
      }
    };
  }

  private void error(long line, String message) {
    errors.add("%s: line %d: %s".formatted(file, line, message));
  }
}
