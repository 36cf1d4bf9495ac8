package io.earlybrd.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earlybrd.storage.Signatures;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A piece of the journal is read as it was written, or not at all. */
class PieceTest {
  private static final Signatures OURS = signatures("a secret of ours, long enough");
  private static final Instant NOON = Instant.parse("2031-03-03T12:00:00Z");

  private static final List<Line> LINES =
      List.of(
          new Line.Head("1:2", List.of("1:1"), NOON, NOON.plusSeconds(300)),
          new Line.Posting(0, "a", "“x”\n1", 2),
          new Line.Posting(1, "b", "2", 1),
          mail("<1@example.org>", "instant", null, NOON.plusNanos(123_456_000), List.of(0, 1)),
          mail("<2@example.org>", "digest", LocalDate.parse("2031-03-03"), null, List.of(1)),
          new Line.Departure(new byte[] {1, 2, 3}, "unsubscribe", false, NOON),
          new Line.Departure(new byte[] {1, 2, 3}, "unsubscribe", true, NOON.plusSeconds(1)));

  private static Line mail(
      String id,
      String kind,
      @Nullable LocalDate day,
      @Nullable Instant sent,
      List<Integer> postings) {
    return new Line.Mail(id, null, kind, NOON, day, NOON, sent, postings);
  }

  private static Signatures signatures(String secret) {
    return new Signatures(List.of(secret), PieceWriter.PURPOSE);
  }

  private static byte[] written(List<Line> lines) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var piece = new PieceWriter(out, OURS, (Line.Head) lines.getFirst())) {
      for (var line : lines.subList(1, lines.size())) {
        switch (line) {
          case Line.Posting posting -> piece.write(posting);
          case Line.Mail mail -> piece.write(mail);
          case Line.Departure departure -> piece.write(departure);
          case Line.Head _ -> throw new AssertionError();
        }
      }
      piece.sign();
    }
    return out.toByteArray();
  }

  private static List<Line> read(byte[] piece) throws IOException {
    return read(piece, OURS);
  }

  private static List<Line> read(byte[] piece, Signatures signatures) throws IOException {
    var lines = new ArrayList<Line>();
    PieceReader.read(new ByteArrayInputStream(piece), signatures, lines::add);
    return lines;
  }

  @Test
  void it_is_read_as_it_was_written() throws IOException {
    assertThat(read(written(LINES))).usingRecursiveFieldByFieldElementComparator().isEqualTo(LINES);
  }

  @Test
  void wherever_it_is_cut_it_is_not_read() throws IOException {
    var piece = written(LINES);

    for (int length = 0; length < piece.length; length++) {
      var cut = Arrays.copyOf(piece, length);
      assertThatThrownBy(() -> read(cut)).as("%d bytes", length).isInstanceOf(IOException.class);
    }
  }

  @Test
  void whatever_bit_is_changed_it_is_not_read_as_something_else() throws IOException {
    var piece = written(LINES);

    for (int at = 0; at < piece.length * 8; at++) {
      var changed = piece.clone();
      changed[at / 8] ^= (byte) (1 << at % 8);
      try {
        assertThat(read(changed))
            .as("bit %d", at)
            .usingRecursiveFieldByFieldElementComparator()
            .isEqualTo(LINES);
      } catch (IOException e) {
        // Found out.
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"left out, 1", "left out, 4", "exchanged, 1", "exchanged, 3", "repeated, 2"})
  void lines_that_are_moved_about_are_found_out(String how, int line) throws IOException {
    var lines = new ArrayList<>(lines(written(LINES)));
    switch (how) {
      case "left out" -> lines.remove(line);
      case "exchanged" -> lines.add(line, lines.remove(line + 1));
      default -> lines.add(line, lines.get(line));
    }

    assertThatThrownBy(() -> read(packed(lines))).isInstanceOf(IOException.class);
  }

  private static List<String> lines(byte[] piece) throws IOException {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(piece))) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
          .lines()
          .toList();
    }
  }

  private static byte[] packed(List<String> lines) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(
          (String.join("\n", lines) + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  @Test
  void one_with_another_behind_it_is_found_out() throws IOException {
    var piece = written(LINES);
    var both =
        new SequenceInputStream(new ByteArrayInputStream(piece), new ByteArrayInputStream(piece));

    assertThatThrownBy(() -> PieceReader.read(both, OURS, line -> {}))
        .isInstanceOf(IOException.class)
        .hasMessage("something was added to it");
  }

  @Test
  void what_others_signed_is_not_read() throws IOException {
    var piece = written(LINES);

    assertThatThrownBy(() -> read(piece, signatures("another secret, long enough")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("EARLYBRD_SECRET");
    assertThat(
            read(
                piece,
                new Signatures(
                    List.of("a new secret of ours!", "a secret of ours, long enough"),
                    PieceWriter.PURPOSE)))
        .hasSize(LINES.size());
  }

  @Test
  void its_name_says_until_when_it_tells() {
    var names =
        IntStream.range(0, 2)
            .mapToObj(n -> PieceName.of(NOON, NOON.plusSeconds(90), n == 0))
            .toList();

    assertThat(names.getFirst()).endsWith(".jsonl.gz.sealed");
    assertThat(names)
        .allSatisfy(name -> assertThat(PieceName.to(name)).contains(NOON.plusSeconds(90)));
    assertThat(PieceName.to("journal/notes.txt")).isEmpty();
  }
}
