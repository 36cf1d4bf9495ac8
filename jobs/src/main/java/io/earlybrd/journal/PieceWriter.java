package io.earlybrd.journal;

import io.earlybrd.storage.Signatures;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes a piece, line by line; the last line signs all before it. Not thread-safe. */
final class PieceWriter implements AutoCloseable {
  static final String PURPOSE = "journal";
  static final int VERSION = 1;

  private final OutputStream out;
  private final Signatures signatures;
  private final MessageDigest digest = sha256();

  PieceWriter(OutputStream out, Signatures signatures, Line.Head head) throws IOException {
    this.out = new GZIPOutputStream(out, 1 << 15);
    this.signatures = signatures;
    write(
        fields(
            "journal",
            VERSION,
            "installation",
            head.installation(),
            "succeeds",
            head.succeeds(),
            "from",
            head.from().toString(),
            "to",
            head.to().toString()));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }

  void write(Line.Posting posting) throws IOException {
    write(
        fields(
            "posting",
            posting.n(),
            "board",
            posting.board(),
            "id",
            posting.externalId(),
            "appearance",
            posting.appearance()));
  }

  void write(Line.Mail mail) throws IOException {
    write(
        fields(
            "mail",
            mail.messageId(),
            "to",
            base64(mail.addressHash()),
            "kind",
            mail.kind(),
            "due",
            mail.dueAt().toString(),
            "day",
            mail.localDate() == null ? null : mail.localDate().toString(),
            "date",
            mail.date().toString(),
            "sent",
            mail.sentAt() == null ? null : mail.sentAt().toString(),
            "postings",
            mail.postings()));
  }

  void write(Line.Departure departure) throws IOException {
    write(
        fields(
            departure.back() ? "back" : "left",
            base64(departure.addressHash()),
            "reason",
            departure.reason(),
            "at",
            departure.at().toString()));
  }

  private static @Nullable String base64(byte @Nullable [] bytes) {
    return bytes == null ? null : Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Names and values in turn; what is null is left out. */
  private static Map<String, Object> fields(@Nullable Object... namesAndValues) {
    var fields = new LinkedHashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      var value = namesAndValues[i + 1];
      if (value != null) {
        fields.put(String.valueOf(namesAndValues[i]), value);
      }
    }
    return fields;
  }

  private void write(Map<String, Object> fields) throws IOException {
    var line =
        (JsonMapper.shared().writeValueAsString(fields) + "\n").getBytes(StandardCharsets.UTF_8);
    digest.update(line);
    out.write(line);
  }

  /** Without it the piece is not whole, and nobody reads it. */
  void sign() throws IOException {
    var sum = HexFormat.of().formatHex(digest.digest());
    var line = JsonMapper.shared().writeValueAsString(Map.of("signature", signatures.of(sum)));
    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
