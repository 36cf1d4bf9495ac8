final class MatchStored {
  MatchStored(Match m, java.nio.file.Path h, MatchDatabase d) {}
  void measure(int n) {}
}
