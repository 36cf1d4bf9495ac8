package io.earlybrd.platform;

import java.net.URI;
import java.nio.file.Path;
import java.util.Base64;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Where backups go, and how.
 *
 * @param bucket null: they become files in {@code $EARLYBRD_HOME/backups}
 * @param endpoint of something other than Amazon that speaks S3; null: Amazon
 * @param region null: what the AWS environment says
 * @param prefix before every key in the bucket, without slashes at its ends; empty: none
 * @param serverSideEncryption what the bucket's server is asked to encrypt by; null: it is not
 *     asked
 * @param key of 256 bits, by which backups are encrypted before they leave; null: they are not
 * @param scratchUrl where a backup is restored to see that it can be; null: in a database that is
 *     made beside ours
 * @param clientTools the folder of {@code pg_dump} and {@code pg_restore}; null: they are looked
 *     for
 */
public record BackupSettings(
    @Nullable String bucket,
    @Nullable URI endpoint,
    @Nullable String region,
    String prefix,
    @Nullable String serverSideEncryption,
    @Nullable SecretKey key,
    @Nullable String scratchUrl,
    @Nullable Path clientTools) {

  /** Files in the home, not encrypted. */
  public static final BackupSettings NONE =
      new BackupSettings(null, null, null, "", null, null, null, null);

  private static final int KEY_BYTES = 32;

  static BackupSettings of(Env env) {
    var bucket = env.get("EARLYBRD_BACKUP_BUCKET");
    var endpoint =
        env.parsed(
            "EARLYBRD_BACKUP_ENDPOINT",
            null,
            Values::webAddress,
            "an address such as https://s3.eu-central-003.backblazeb2.com");
    if (bucket == null && endpoint != null) {
      throw new UserError(
          "EARLYBRD_BACKUP_ENDPOINT is set and EARLYBRD_BACKUP_BUCKET is not: name the bucket, or"
              + " unset both and backups go to $EARLYBRD_HOME/backups");
    }
    return new BackupSettings(
        bucket,
        endpoint,
        env.get("EARLYBRD_BACKUP_REGION"),
        env.parsed("EARLYBRD_BACKUP_PREFIX", "", BackupSettings::prefix, "a path such as earlybrd"),
        env.parsed(
            "EARLYBRD_BACKUP_SSE",
            // Not everything that speaks S3 knows this header.
            endpoint == null ? "AES256" : null,
            BackupSettings::sse,
            "AES256, aws:kms or none"),
        env.secretly(
            "EARLYBRD_BACKUP_KEY",
            BackupSettings::key,
            "a key of 256 bits in base64, as openssl rand -base64 32 makes it"),
        env.secretly(
            "EARLYBRD_BACKUP_SCRATCH_URL",
            BackupSettings::database,
            "an address such as jdbc:postgresql://host/database, of an empty database"),
        env.parsed("EARLYBRD_PG_BIN", null, Values::folder, "a folder that can be read"));
  }

  private static String prefix(String text) {
    var prefix = text.replaceAll("^/+|/+$", "");
    if (prefix.isEmpty() || prefix.length() > 500 || prefix.contains("//")) {
      throw new IllegalArgumentException(text);
    }
    return prefix;
  }

  private static @Nullable String sse(String text) {
    return switch (text) {
      case "AES256", "aws:kms" -> text;
      case "none" -> null;
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static SecretKey key(String text) {
    var bytes = Base64.getDecoder().decode(text);
    if (bytes.length != KEY_BYTES) {
      throw new IllegalArgumentException("not 256 bits");
    }
    return new SecretKeySpec(bytes, "AES");
  }

  private static String database(String text) {
    if (!text.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException("not of PostgreSQL");
    }
    return text;
  }

  @Override
  public String toString() {
    return "BackupSettings[" + bucket + ", " + endpoint + ", " + prefix + "]";
  }
}
