package io.earlybrd.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is sealed opens to the same, and nothing else opens. */
class SealedTest {
  private static final SealKey KEY = key(1);
  private static final int FRAME = SealKey.FRAME;
  private static final int SEALED = SealKey.FRAME + SealKey.TAG;
  private static final int HEADER = SealKey.HEADER;

  private final Random random = new Random(20261129);

  static IntStream lengths() {
    return IntStream.of(0, 1, 15, 16, 4096, FRAME - 1, FRAME, FRAME + 1, 3 * FRAME, 3 * FRAME + 7);
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void what_is_sealed_opens_to_the_same(int length) throws IOException {
    var plain = bytes(length);

    assertThat(opened(sealed(plain))).isEqualTo(plain);
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void it_is_longer_by_a_header_and_a_tag_a_frame(int length) throws IOException {
    int frames = Math.max(1, (length + FRAME - 1) / FRAME);

    assertThat(sealed(bytes(length))).hasSize(HEADER + length + frames * SealKey.TAG);
  }

  @Test
  void it_makes_no_difference_in_which_pieces_it_is_written_and_read() throws IOException {
    var plain = bytes(5 * FRAME + 99);
    var out = new ByteArrayOutputStream();
    try (var sealing = new SealedOutput(out, KEY)) {
      for (int at = 0; at < plain.length; ) {
        int n = Math.min(1 + random.nextInt(100_000), plain.length - at);
        sealing.write(plain, at, n);
        at += n;
      }
    }
    var read = new ByteArrayOutputStream();
    try (var opening = new SealedInput(new ByteArrayInputStream(out.toByteArray()), KEY)) {
      var buffer = new byte[100_000];
      for (int n; (n = opening.read(buffer, 0, 1 + random.nextInt(100_000))) >= 0; ) {
        read.write(buffer, 0, n);
      }
    }

    assertThat(read.toByteArray()).isEqualTo(plain);
  }

  @Test
  void the_same_content_is_sealed_differently_each_time() throws IOException {
    var plain = bytes(1000);

    assertThat(sealed(plain)).isNotEqualTo(sealed(plain));
  }

  @Test
  void nothing_of_the_content_shows() throws IOException {
    var plain = "the same words again and again ".repeat(5_000).getBytes();

    var text = new String(sealed(plain), java.nio.charset.StandardCharsets.ISO_8859_1);

    assertThat(text).doesNotContain("same words");
  }

  @Test
  void every_changed_bit_is_found() throws IOException {
    var sealed = sealed(bytes(2 * FRAME + 100));
    for (int i = 0; i < 200; i++) {
      var changed = sealed.clone();
      changed[random.nextInt(sealed.length)] ^= (byte) (1 << random.nextInt(8));

      assertRefused(changed);
    }
  }

  @Test
  void every_cut_is_found() throws IOException {
    var sealed = sealed(bytes(2 * FRAME + 100));
    var cuts =
        IntStream.concat(
            IntStream.of(
                0,
                1,
                HEADER - 1,
                HEADER,
                HEADER + 1,
                HEADER + SEALED,
                HEADER + SEALED + 1,
                HEADER + 2 * SEALED,
                sealed.length - 1),
            random.ints(100, 0, sealed.length));

    assertThat(cuts).allSatisfy(cut -> assertRefused(Arrays.copyOf(sealed, cut)));
  }

  @Test
  void a_file_that_ends_with_a_whole_frame_and_is_cut_there_is_found() throws IOException {
    var sealed = sealed(bytes(2 * FRAME));

    assertRefused(Arrays.copyOf(sealed, HEADER + SEALED));
  }

  @Test
  void what_is_appended_is_found() throws IOException {
    var sealed = sealed(bytes(FRAME + 5));
    var other = sealed(bytes(5));

    assertRefused(joined(sealed, new byte[1]));
    assertRefused(joined(sealed, Arrays.copyOfRange(other, HEADER, other.length)));
    assertRefused(joined(sealed, Arrays.copyOfRange(sealed, HEADER, sealed.length)));
  }

  @Test
  void frames_in_another_order_are_found() throws IOException {
    var sealed = sealed(bytes(3 * FRAME + 5));
    var swapped = sealed.clone();
    System.arraycopy(sealed, HEADER, swapped, HEADER + SEALED, SEALED);
    System.arraycopy(sealed, HEADER + SEALED, swapped, HEADER, SEALED);

    assertRefused(swapped);
  }

  @Test
  void frames_of_another_file_under_the_same_key_are_found() throws IOException {
    var one = sealed(bytes(2 * FRAME));
    var other = sealed(bytes(2 * FRAME));
    System.arraycopy(other, HEADER, one, HEADER, SEALED);

    assertRefused(one);
  }

  @Test
  void another_key_is_named_before_anything_is_read() throws IOException {
    var sealed = sealed(bytes(100));

    assertThatThrownBy(() -> new SealedInput(new ByteArrayInputStream(sealed), key(2)))
        .isInstanceOf(StorageProblem.class)
        .hasMessageContaining("EARLYBRD_BACKUP_KEY");
  }

  @Test
  void a_file_that_is_not_sealed_is_said_to_be_none() {
    assertThatThrownBy(() -> opened("PGDMP and more than a header of it".getBytes()))
        .isInstanceOf(StorageProblem.class)
        .hasMessageContaining("not a sealed backup");
  }

  @Test
  void what_was_not_closed_does_not_open() throws IOException {
    var out = new ByteArrayOutputStream();
    var sealing = new SealedOutput(out, KEY);
    sealing.write(bytes(2 * FRAME));
    sealing.flush();

    assertRefused(out.toByteArray());
  }

  private static void assertRefused(byte[] sealed) {
    assertThatThrownBy(() -> opened(sealed))
        .isInstanceOfAny(SealedInput.DamagedException.class, StorageProblem.class);
  }

  private byte[] bytes(int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] joined(byte[]... pieces) {
    var all = ByteBuffer.allocate(Stream.of(pieces).mapToInt(piece -> piece.length).sum());
    List.of(pieces).forEach(all::put);
    return all.array();
  }

  private static byte[] sealed(byte[] plain) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var sealing = new SealedOutput(out, KEY)) {
      sealing.write(plain);
    }
    return out.toByteArray();
  }

  private static byte[] opened(byte[] sealed) throws IOException {
    try (var opening = new SealedInput(new ByteArrayInputStream(sealed), KEY)) {
      return opening.readAllBytes();
    }
  }

  private static SealKey key(int seed) {
    var bytes = new byte[32];
    new Random(seed).nextBytes(bytes);
    return new SealKey(new SecretKeySpec(bytes, "AES"));
  }
}
