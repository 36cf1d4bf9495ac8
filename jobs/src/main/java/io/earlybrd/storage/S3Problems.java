package io.earlybrd.storage;

import io.earlybrd.platform.BackupSettings;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What went wrong with a bucket, in a line for its operator. */
final class S3Problems {
  private final BackupSettings settings;

  S3Problems(BackupSettings settings) {
    this.settings = settings;
  }

  StorageProblem of(String object, SdkException e) {
    return new StorageProblem(e instanceof S3Exception s3 ? answer(object, s3) : silence(e), e);
  }

  private String answer(String object, S3Exception e) {
    var details = e.awsErrorDetails();
    var code = details == null || details.errorCode() == null ? "" : details.errorCode();
    var said = code.isEmpty() ? "HTTP " + e.statusCode() : code;
    if (code.equals("NoSuchBucket")) {
      return "There is no bucket “%s” at %s: check EARLYBRD_BACKUP_BUCKET"
          .formatted(settings.bucket(), place());
    }
    if (e.statusCode() == 404) {
      return "There is no " + object + " (" + said + ")";
    }
    if (e.statusCode() == 401 || e.statusCode() == 403) {
      return "The bucket “%s” at %s refuses these credentials (%s): check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and what they may do there"
          .formatted(settings.bucket(), place(), said);
    }
    if (e.statusCode() == 301 || code.equals("AuthorizationHeaderMalformed")) {
      return "The bucket “%s” is in another region (%s): set EARLYBRD_BACKUP_REGION"
          .formatted(settings.bucket(), said);
    }
    if (e.statusCode() == 507 || code.contains("Quota") || code.contains("StorageFull")) {
      return "The bucket “%s” at %s is full (%s)".formatted(settings.bucket(), place(), said);
    }
    return "%s at %s answered %s for %s".formatted(settings.bucket(), place(), said, object);
  }

  private String silence(SdkException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException || cause instanceof ConnectException) {
        return "%s cannot be reached (%s): check EARLYBRD_BACKUP_ENDPOINT and the network"
            .formatted(place(), cause.getMessage());
      }
      var message = String.valueOf(cause.getMessage());
      if (message.contains("Unable to load credentials")) {
        return "There are no credentials for the bucket “%s”: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
            .formatted(settings.bucket());
      }
      if (message.contains("Unable to load region")) {
        return "Nothing says in which region the bucket “%s” is: set EARLYBRD_BACKUP_REGION"
            .formatted(settings.bucket());
      }
    }
    return "%s broke off (%s)".formatted(place(), innermost(e));
  }

  private static String innermost(Throwable e) {
    var cause = e;
    while (cause.getCause() != null && !(cause instanceof IOException)) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  private String place() {
    var endpoint = settings.endpoint();
    return endpoint == null ? "Amazon S3" : endpoint.toString();
  }
}
