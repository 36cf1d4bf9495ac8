package io.earlybrd.storage;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import io.earlybrd.platform.BackupSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.crypto.SecretKey;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A server that speaks S3, with one bucket, behind a {@link S3Line} on which things go wrong. The
 * tests look into it past that line.
 */
public final class S3Server implements AutoCloseable {
  public static final String BUCKET = "backups";
  public static final String USER = "tester";
  public static final String PASSWORD = "a secret of the tests";

  private final Path folder;
  private final S3Proxy server;
  private final S3Line line;
  private final S3Client client;

  public S3Server() {
    // They tell of every start, and of every fault that is made here on purpose.
    var loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
    loggers.getLogger("org.gaul").setLevel(Level.OFF);
    loggers.getLogger("software.amazon").setLevel(Level.OFF);
    try {
      folder = Files.createTempDirectory("earlybrd-s3");
      server =
          S3Proxy.builder()
              .blobStore(new FilesystemNio2BlobStore(folder.toString()))
              .endpoint(URI.create("http://127.0.0.1:0"))
              .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, USER, PASSWORD)
              .stopTimeout(0)
              .build();
      server.start();
      line = new S3Line(server.getPort());
    } catch (Exception e) {
      throw new IllegalStateException("S3Proxy does not start", e);
    }
    client =
        S3Client.builder()
            .httpClient(UrlConnectionHttpClient.create())
            .endpointOverride(URI.create("http://127.0.0.1:" + server.getPort()))
            .region(Region.US_EAST_1)
            .forcePathStyle(true)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create(USER, PASSWORD)))
            .build();
    client.createBucket(b -> b.bucket(BUCKET));
    // As the environment of a process has them.
    System.setProperty("aws.accessKeyId", USER);
    System.setProperty("aws.secretAccessKey", PASSWORD);
  }

  public S3Line line() {
    return line;
  }

  /** Through the line. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + line.port());
  }

  public BackupSettings settings(@Nullable SecretKey key) {
    return settings(BUCKET, key);
  }

  public BackupSettings settings(String bucket, @Nullable SecretKey key) {
    return new BackupSettings(bucket, endpoint(), null, "earlybrd", null, key, null, null);
  }

  /** What a process needs to come here. */
  public Map<String, String> environment() {
    return Map.of(
        "EARLYBRD_BACKUP_BUCKET", BUCKET,
        "EARLYBRD_BACKUP_ENDPOINT", endpoint().toString(),
        "EARLYBRD_BACKUP_PREFIX", "earlybrd",
        "AWS_ACCESS_KEY_ID", USER,
        "AWS_SECRET_ACCESS_KEY", PASSWORD);
  }

  public List<String> keys() {
    return client.listObjectsV2(l -> l.bucket(BUCKET)).contents().stream()
        .map(S3Object::key)
        .sorted()
        .toList();
  }

  /** Keys of uploads that were begun and neither ended nor aborted. */
  public List<String> unfinished() {
    return client.listMultipartUploads(l -> l.bucket(BUCKET)).uploads().stream()
        .map(MultipartUpload::key)
        .toList();
  }

  /** Begins an upload and leaves it so. */
  public void beginUpload(String key) {
    client.createMultipartUpload(c -> c.bucket(BUCKET).key(key));
  }

  public byte[] object(String key) {
    return client.getObjectAsBytes(g -> g.bucket(BUCKET).key(key)).asByteArray();
  }

  public void put(String key, byte[] content) {
    client.putObject(
        p -> p.bucket(BUCKET).key(key),
        software.amazon.awssdk.core.sync.RequestBody.fromBytes(content));
  }

  public void delete(String key) {
    client.deleteObject(d -> d.bucket(BUCKET).key(key));
  }

  public void empty() {
    keys().forEach(key -> client.deleteObject(d -> d.bucket(BUCKET).key(key)));
    client
        .listMultipartUploads(l -> l.bucket(BUCKET))
        .uploads()
        .forEach(
            u ->
                client.abortMultipartUpload(
                    a -> a.bucket(BUCKET).key(u.key()).uploadId(u.uploadId())));
    line.mend();
  }

  @Override
  public void close() {
    client.close();
    line.close();
    try {
      server.stop();
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
