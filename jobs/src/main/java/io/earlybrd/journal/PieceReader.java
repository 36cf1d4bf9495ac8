package io.earlybrd.journal;

import io.earlybrd.storage.Signatures;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what {@link PieceWriter} wrote, line by line. */
final class PieceReader {
  /** No line of ours comes near. */
  private static final int LONGEST = 1 << 20;

  private final InputStream in;

  private PieceReader(InputStream in) {
    this.in = in;
  }

  /**
   * Reads a piece to its end. Only after this has returned is it known that what {@code lines} was
   * given is the journal's.
   *
   * @throws IOException where it is damaged, cut off, or nobody with one of our secrets wrote it
   */
  static void read(InputStream piece, Signatures signatures, Consumer<Line> lines)
      throws IOException {
    try {
      new PieceReader(new BufferedInputStream(new GZIPInputStream(piece, 1 << 15), 1 << 15))
          .readAll(signatures, lines);
    } catch (EOFException e) {
      throw new IOException("it is cut off", e);
    } catch (ZipException e) {
      throw new IOException("it is damaged", e);
    } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
      throw new IOException("it holds what no journal holds", e);
    }
  }

  private void readAll(Signatures signatures, Consumer<Line> lines) throws IOException {
    var digest = PieceWriter.sha256();
    boolean first = true;
    for (var line = next(); line != null; line = next()) {
      var node = JsonMapper.shared().readTree(new String(line, StandardCharsets.UTF_8));
      var signature = node.path("signature").asString("");
      if (!signature.isEmpty()) {
        requireSigned(signatures, HexFormat.of().formatHex(digest.digest()), signature);
        return;
      }
      digest.update(line);
      var read = line(node);
      if (first != read instanceof Line.Head) {
        throw new IOException("it does not begin as a journal does");
      }
      first = false;
      lines.accept(read);
    }
    throw new IOException("it is cut off");
  }

  private void requireSigned(Signatures signatures, String sum, String signature)
      throws IOException {
    if (next() != null) {
      throw new IOException("something was added to it");
    }
    if (!signatures.verifies(sum, signature)) {
      throw new IOException(
          "it was changed, or not signed with this EARLYBRD_SECRET: set the secret of then (after a"
              + " comma is enough)");
    }
  }

  /** With its end; null after the last. */
  private byte @Nullable [] next() throws IOException {
    var line = new ByteArrayOutputStream(256);
    for (int b; (b = in.read()) >= 0; ) {
      line.write(b);
      if (b == '\n') {
        return line.toByteArray();
      }
      if (line.size() > LONGEST) {
        break;
      }
    }
    if (line.size() > 0) {
      throw new IOException("it is cut off");
    }
    return null;
  }

  private static Line line(JsonNode node) throws IOException {
    if (node.has("mail")) {
      return mail(node);
    }
    if (node.has("posting")) {
      return new Line.Posting(
          node.path("posting").asInt(),
          node.path("board").asString(),
          node.path("id").asString(),
          node.path("appearance").asInt());
    }
    if (node.has("left") || node.has("back")) {
      boolean back = node.has("back");
      return new Line.Departure(
          bytes(node.path(back ? "back" : "left")),
          node.path("reason").asString(),
          back,
          instant(node.path("at")));
    }
    return head(node);
  }

  private static Line head(JsonNode node) throws IOException {
    if (node.path("journal").asInt(0) != PieceWriter.VERSION) {
      throw new IOException("this version of EarlyBrd cannot read it");
    }
    return new Line.Head(
        node.path("installation").asString(),
        node.path("succeeds").valueStream().map(JsonNode::asString).toList(),
        instant(node.path("from")),
        instant(node.path("to")));
  }

  private static Line mail(JsonNode node) {
    return new Line.Mail(
        node.path("mail").asString(),
        node.has("to") ? bytes(node.path("to")) : null,
        node.path("kind").asString(),
        instant(node.path("due")),
        node.has("day") ? LocalDate.parse(node.path("day").asString()) : null,
        instant(node.path("date")),
        node.has("sent") ? instant(node.path("sent")) : null,
        node.path("postings").valueStream().map(JsonNode::asInt).toList());
  }

  private static Instant instant(JsonNode node) {
    return Instant.parse(node.asString());
  }

  private static byte[] bytes(JsonNode node) {
    return Base64.getDecoder().decode(node.asString());
  }
}
