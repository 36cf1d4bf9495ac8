package io.earlybrd.storage;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;

/**
 * Opens what {@link SealedOutput} sealed. Every byte that it gives was authenticated; whether the
 * file is whole is known at its end.
 */
public final class SealedInput extends InputStream {
  private final InputStream in;
  private final SealKey.Frames frames;
  private final byte[] sealed = new byte[SealKey.FRAME + SealKey.TAG + 1];
  private final byte[] plain = new byte[SealKey.FRAME];
  private int held;
  private int filled;
  private int at;
  private boolean last;

  /**
   * Reads the header. Closing it closes {@code in}.
   *
   * @throws StorageProblem where it is not sealed, or by another key: nothing was read of it then
   */
  public SealedInput(InputStream in, SealKey key) throws IOException {
    this.in = in;
    var header = in.readNBytes(SealKey.HEADER);
    if (header.length < SealKey.HEADER || !startsWith(header, 0, SealKey.MAGIC)) {
      throw new StorageProblem("It is not a sealed backup, or its first bytes are damaged");
    }
    if (!startsWith(header, SealKey.MAGIC.length, key.id())) {
      throw new StorageProblem(
          "It was sealed with another key than this EARLYBRD_BACKUP_KEY: set the one of then");
    }
    this.frames = key.frames(Cipher.DECRYPT_MODE, header);
  }

  private static boolean startsWith(byte[] bytes, int from, byte[] expected) {
    return Arrays.equals(bytes, from, from + expected.length, expected, 0, expected.length);
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (at == filled) {
      if (last) {
        return -1;
      }
      frame();
    }
    int n = Math.min(length, filled - at);
    System.arraycopy(plain, at, bytes, from, n);
    at += n;
    return n;
  }

  /** One byte more than a frame has is read: where there is none, the frame is the last. */
  private void frame() throws IOException {
    held += in.readNBytes(sealed, held, sealed.length - held);
    last = held < sealed.length;
    int length = last ? held : held - 1;
    try {
      filled = frames.next(sealed, length, last, plain);
    } catch (GeneralSecurityException e) {
      throw new DamagedException();
    }
    at = 0;
    if (!last) {
      sealed[0] = sealed[sealed.length - 1];
      held = 1;
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** What was read is not what was written. */
  public static final class DamagedException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedException() {
      super("the sealed file is damaged, cut off, or put together from others");
    }
  }
}
