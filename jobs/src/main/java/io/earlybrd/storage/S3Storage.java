package io.earlybrd.storage;

import io.earlybrd.platform.BackupSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** A bucket of Amazon's, or of anything that speaks S3. */
final class S3Storage implements Storage {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration SILENCE = Duration.ofSeconds(60);

  /** For a part of 8 MB over a line of 0.12 Mbit/s; also ends what a dead line would hold. */
  private static final Duration ATTEMPT = Duration.ofMinutes(10);

  private final S3Client client;
  private final BackupSettings settings;
  private final String bucket;
  private final S3Problems problems;
  private final Parts parts;

  private S3Storage(S3Client client, BackupSettings settings, String bucket) {
    this.client = client;
    this.settings = settings;
    this.bucket = bucket;
    this.problems = new S3Problems(settings);
    this.parts = new Parts(client, bucket, settings.serverSideEncryption(), checksum(settings));
  }

  /** Amazon checks SHA-256; what else speaks S3 knows Content-MD5 for certain. */
  private static Checksum checksum(BackupSettings settings) {
    return settings.endpoint() == null ? Checksum.SHA256 : Checksum.MD5;
  }

  static S3Storage open(BackupSettings settings) {
    var bucket = Objects.requireNonNull(settings.bucket());
    try {
      return new S3Storage(client(settings), settings, bucket);
    } catch (SdkException e) {
      throw new S3Problems(settings).of("", e);
    }
  }

  private static S3Client client(BackupSettings settings) {
    var builder =
        S3Client.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(SILENCE))
            // Checksums are ours, as headers: not everything that speaks S3 knows trailing ones.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .overrideConfiguration(o -> o.apiCallAttemptTimeout(ATTEMPT));
    var endpoint = settings.endpoint();
    if (endpoint != null) {
      builder.endpointOverride(endpoint).forcePathStyle(true);
    }
    var region = settings.region();
    if (region != null) {
      builder.region(Region.of(region));
    } else if (endpoint != null) {
      // Others have no regions, but a signature names one.
      builder.region(Region.US_EAST_1);
    }
    return builder.build();
  }

  @Override
  public void put(String key, Path file, Transfer transfer) {
    ask(
        key,
        () -> {
          try {
            long size = Files.size(file);
            if (size > parts.size(size)) {
              parts.upload(fullKey(key), file, size, transfer);
            } else {
              put(key, Files.readAllBytes(file));
              transfer.moved(size);
            }
          } catch (IOException e) {
            throw new StorageProblem(file + " cannot be read: " + e.getMessage(), e);
          }
          return key;
        });
  }

  @Override
  public void put(String key, byte[] content) {
    ask(
        key,
        () -> {
          var put = PutObjectRequest.builder().bucket(bucket).key(fullKey(key));
          var encoded = parts.checksum().of(content);
          if (parts.checksum() == Checksum.MD5) {
            put.contentMD5(encoded);
          } else {
            put.checksumSHA256(encoded);
          }
          var encryption = settings.serverSideEncryption();
          if (encryption != null) {
            put.serverSideEncryption(encryption);
          }
          return client.putObject(put.build(), RequestBody.fromBytes(content));
        });
  }

  @Override
  public InputStream get(String key) {
    return ask(key, () -> client.getObject(get -> get.bucket(bucket).key(fullKey(key))));
  }

  @Override
  public Optional<Stored> head(String key) {
    return ask(
        key,
        () -> {
          try {
            var head = client.headObject(h -> h.bucket(bucket).key(fullKey(key)));
            return Optional.of(new Stored(key, head.contentLength()));
          } catch (NoSuchKeyException e) {
            return Optional.<Stored>empty();
          }
        });
  }

  @Override
  public List<Stored> list(String prefix) {
    var full = fullKey(prefix);
    int ours = full.length() - prefix.length();
    return ask(
        prefix,
        () ->
            client.listObjectsV2Paginator(l -> l.bucket(bucket).prefix(full)).contents().stream()
                .map(object -> new Stored(object.key().substring(ours), object.size()))
                .sorted(Comparator.comparing(Stored::key))
                .toList());
  }

  @Override
  public void delete(String key) {
    ask(key, () -> client.deleteObject(d -> d.bucket(bucket).key(fullKey(key))));
  }

  @Override
  public int sweep(String prefix, Predicate<String> ours) {
    int before = fullKey("").length();
    return ask(prefix, () -> parts.abort(fullKey(prefix), key -> ours.test(key.substring(before))));
  }

  private <T> T ask(String key, Supplier<T> question) {
    try {
      return question.get();
    } catch (SdkException e) {
      throw problems.of(shown(key), e);
    }
  }

  @Override
  public String fullKey(String key) {
    return settings.prefix().isEmpty() ? key : settings.prefix() + "/" + key;
  }

  @Override
  public String shown(String key) {
    return "s3://" + bucket + "/" + fullKey(key);
  }

  @Override
  public void close() {
    client.close();
  }
}
