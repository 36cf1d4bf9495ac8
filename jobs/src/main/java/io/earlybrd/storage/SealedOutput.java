package io.earlybrd.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;

/** Seals what is written to it; see {@link SealKey}. Only what was closed can be opened again. */
public final class SealedOutput extends OutputStream {
  private final OutputStream out;
  private final SealKey.Frames frames;
  private final byte[] plain = new byte[SealKey.FRAME];
  private final byte[] sealed = new byte[SealKey.FRAME + SealKey.TAG];
  private int filled;
  private boolean closed;

  /** Writes the header. Closing it closes {@code out}. */
  public SealedOutput(OutputStream out, SealKey key) throws IOException {
    this.out = out;
    var fileId = new byte[SealKey.FILE_ID];
    new SecureRandom().nextBytes(fileId);
    var header =
        ByteBuffer.allocate(SealKey.HEADER).put(SealKey.MAGIC).put(key.id()).put(fileId).array();
    this.frames = key.frames(Cipher.ENCRYPT_MODE, header);
    out.write(header);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    int at = from;
    int left = length;
    while (left > 0) {
      // Not before more comes: the last frame is sealed as such.
      if (filled == plain.length) {
        frame(false);
      }
      int n = Math.min(left, plain.length - filled);
      System.arraycopy(bytes, at, plain, filled, n);
      filled += n;
      at += n;
      left -= n;
    }
  }

  private void frame(boolean last) throws IOException {
    try {
      out.write(sealed, 0, frames.next(plain, filled, last, sealed));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a frame cannot be sealed", e);
    }
    filled = 0;
  }

  /** Writes no last frame: that comes with the end. */
  @Override
  public void flush() throws IOException {
    out.flush();
  }

  /** Writes the last frame; what is underneath stays open. */
  public void end() throws IOException {
    if (!closed) {
      closed = true;
      frame(true);
    }
  }

  @Override
  public void close() throws IOException {
    try (out) {
      end();
    }
  }
}
