package io.earlybrd.storage;

import io.earlybrd.storage.Storage.Transfer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/**
 * Uploads of large files: part by part, each read from the file as it goes, so that memory does not
 * grow with the file, and each retried by itself. The object is there when all parts are.
 */
final class Parts {
  private static final long USUAL = 8L << 20;
  private static final String OCTETS = "application/octet-stream";

  /** Amazon takes 10,000. */
  private static final int MOST = 9_000;

  private final S3Client client;
  private final String bucket;
  private final @Nullable String encryption;
  private final Checksum checksum;

  Parts(S3Client client, String bucket, @Nullable String encryption, Checksum checksum) {
    this.client = client;
    this.bucket = bucket;
    this.encryption = encryption;
    this.checksum = checksum;
  }

  Checksum checksum() {
    return checksum;
  }

  /** Of one part of a file of so many bytes. */
  long size(long file) {
    return Math.max(USUAL, file / MOST + 1);
  }

  void upload(String key, Path file, long size, Transfer transfer) {
    var create = CreateMultipartUploadRequest.builder().bucket(bucket).key(key).contentType(OCTETS);
    if (encryption != null) {
      create.serverSideEncryption(encryption);
    }
    if (checksum == Checksum.SHA256) {
      create.checksumAlgorithm("SHA256");
    }
    var id = client.createMultipartUpload(create.build()).uploadId();
    boolean whole = false;
    try {
      var parts = upload(key, id, file, size, transfer);
      client.completeMultipartUpload(
          complete ->
              complete.bucket(bucket).key(key).uploadId(id).multipartUpload(m -> m.parts(parts)));
      whole = true;
    } finally {
      if (!whole) {
        abortQuietly(key, id);
      }
    }
  }

  private List<CompletedPart> upload(
      String key, String id, Path file, long size, Transfer transfer) {
    var parts = new ArrayList<CompletedPart>();
    long each = size(size);
    for (long at = 0; at < size; at += each) {
      long from = at;
      long length = Math.min(each, size - at);
      int number = parts.size() + 1;
      var sum = sum(file, from, length);
      var part =
          UploadPartRequest.builder()
              .bucket(bucket)
              .key(key)
              .uploadId(id)
              .partNumber(number)
              .contentLength(length);
      var done = CompletedPart.builder().partNumber(number);
      if (checksum == Checksum.SHA256) {
        part.checksumSHA256(sum);
        done.checksumSHA256(sum);
      } else {
        part.contentMD5(sum);
      }
      // Opened anew for each attempt.
      var body = RequestBody.fromContentProvider(() -> open(file, from, length), length, OCTETS);
      parts.add(done.eTag(client.uploadPart(part.build(), body).eTag()).build());
      transfer.moved(length);
    }
    return parts;
  }

  private String sum(Path file, long from, long length) {
    var digest = checksum.begin();
    try (var in = open(file, from, length)) {
      var buffer = new byte[1 << 16];
      for (int n; (n = in.read(buffer)) > 0; ) {
        digest.update(buffer, 0, n);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Checksum.encoded(digest.digest());
  }

  private static InputStream open(Path file, long from, long length) {
    try {
      var channel = FileChannel.open(file, StandardOpenOption.READ).position(from);
      return new BufferedInputStream(new Piece(Channels.newInputStream(channel), length), 1 << 16);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void abortQuietly(String key, String id) {
    try {
      client.abortMultipartUpload(abort -> abort.bucket(bucket).key(key).uploadId(id));
    } catch (SdkException e) {
      // What failed says more; the next run's sweep finds it.
    }
  }

  /** How many uploads of keys that begin so were under way. */
  int abort(String prefix, Predicate<String> ours) {
    int count = 0;
    for (var upload :
        client.listMultipartUploadsPaginator(l -> l.bucket(bucket).prefix(prefix)).uploads()) {
      // Not everything that speaks S3 looks at the prefix.
      if (upload.key().startsWith(prefix) && ours.test(upload.key())) {
        try {
          client.abortMultipartUpload(
              abort -> abort.bucket(bucket).key(upload.key()).uploadId(upload.uploadId()));
          count++;
        } catch (NoSuchUploadException e) {
          // It has just gone by itself.
        }
      }
    }
    return count;
  }

  /** The next bytes of a stream, and no more. */
  private static final class Piece extends InputStream {
    private final InputStream in;
    private long left;

    Piece(InputStream in, long length) {
      this.in = in;
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int at, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int n = in.read(bytes, at, (int) Math.min(length, left));
      left -= Math.max(n, 0);
      return n;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
