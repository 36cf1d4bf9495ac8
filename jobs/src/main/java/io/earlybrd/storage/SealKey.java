package io.earlybrd.storage;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * The format of a sealed file, and the key of all of them ({@code EARLYBRD_BACKUP_KEY}).
 *
 * <p>A header of 32 bytes: {@code EBSEAL1\n}, 8 bytes by which the key is known, 16 random bytes
 * that are this file's own. Then frames of AES-256-GCM under a key derived from both: each of 64 KB
 * but the last, which may be shorter or empty. A frame's nonce is its number and whether it is the
 * last, and the header is authenticated with each: a file that is cut, continued, put in another
 * order or mixed with another is found out at the frame where it begins.
 */
public final class SealKey {
  static final int FRAME = 1 << 16;
  static final int TAG = 16;
  static final int HEADER = 32;
  static final byte[] MAGIC = {'E', 'B', 'S', 'E', 'A', 'L', '1', '\n'};
  static final int KEY_ID = 8;
  static final int FILE_ID = 16;

  private static final byte[] ID_PURPOSE = ascii("earlybrd seal 1 key id");
  private static final byte[] FILE_PURPOSE = ascii("earlybrd seal 1 file");
  private static final int NONCE = 12;

  private final SecretKey key;

  public SealKey(SecretKey key) {
    this.key = key;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }

  /** By which a file says which key opens it, and which says nothing of the key. */
  byte[] id() {
    return Arrays.copyOf(derived(ID_PURPOSE, new byte[0]).getEncoded(), KEY_ID);
  }

  /** Frames of one file, one after the other. */
  Frames frames(int mode, byte[] header) {
    var fileId = Arrays.copyOfRange(header, MAGIC.length + KEY_ID, HEADER);
    return new Frames(mode, derived(FILE_PURPOSE, fileId), header);
  }

  private SecretKey derived(byte[] purpose, byte[] salt) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveKey(
              "AES",
              HKDFParameterSpec.ofExtract().addIKM(key).addSalt(salt).thenExpand(purpose, 32));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no HKDF-SHA256", e);
    }
  }

  static final class Frames {
    private final int mode;
    private final SecretKey fileKey;
    private final byte[] header;
    private final Cipher cipher;
    private long number;

    private Frames(int mode, SecretKey fileKey, byte[] header) {
      this.mode = mode;
      this.fileKey = fileKey;
      this.header = header;
      try {
        this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("this JDK has no AES-256-GCM", e);
      }
    }

    /** Seals or opens the next frame into {@code to}, and returns its length. */
    int next(byte[] from, int length, boolean last, byte[] to) throws GeneralSecurityException {
      var nonce = ByteBuffer.allocate(NONCE).putLong(number++).putInt(last ? 1 : 0).array();
      cipher.init(mode, fileKey, new GCMParameterSpec(TAG * 8, nonce));
      cipher.updateAAD(header);
      return cipher.doFinal(from, 0, length, to, 0);
    }
  }
}
