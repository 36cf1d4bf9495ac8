import java.sql.DriverManager;

/** The reference: a JVM that opens one JDBC connection, asks one question, and ends. */
final class Bare {
  public static void main(String[] args) throws Exception {
    try (var connection = DriverManager.getConnection(args[0], args[1], args[2]);
        var rows = connection.createStatement().executeQuery("SELECT 1")) {
      rows.next();
    }
  }
}
