package io.earlybrd.platform.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.time.Duration;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import jdk.net.ExtendedSocketOptions;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.BasicHttpTransportMetrics;
import org.apache.hc.core5.http.impl.DefaultContentLengthStrategy;
import org.apache.hc.core5.http.impl.io.ChunkedInputStream;
import org.apache.hc.core5.http.impl.io.ContentLengthInputStream;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.impl.io.IdentityInputStream;
import org.apache.hc.core5.http.impl.io.SessionInputBufferImpl;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.message.LazyLaxLineParser;
import org.apache.hc.core5.http.message.LineParser;
import org.apache.hc.core5.util.CharArrayBuffer;

/**
 * A connection to an address that was checked. For one exchange at a time; {@link #close} may come
 * from any thread and ends what is under way.
 */
final class Link {
  private static final int LINE = 16 << 10;

  /** A head of at most 2 MB, however it is cut into lines. */
  private static final Http1Config LIMITS =
      Http1Config.custom()
          .setMaxHeaderCount(128)
          .setMaxLineLength(LINE)
          .setMaxEmptyLineCount(4)
          .build();

  /** A line among the headers that is none is read over, as browsers do. */
  private static final LineParser LENIENT =
      new LazyLaxLineParser() {
        @Override
        public Header parseHeader(CharArrayBuffer line) throws ParseException {
          return line.indexOf(':') > 0 ? super.parseHeader(line) : new BasicHeader("", "");
        }
      };

  private static final int BUFFER = 8 << 10;
  private static final int INTERIM = 8;

  /** Linux knows it. */
  private static final boolean QUICK_ACK = supportsQuickAck();

  private final String origin;
  private final Socket raw;
  private final InputStream wire;
  private final OutputStream out;
  private final SessionInputBufferImpl buffer =
      new SessionInputBufferImpl(new BasicHttpTransportMetrics(), BUFFER, BUFFER, LINE, null);
  private final DefaultHttpResponseParser parser =
      new DefaultHttpResponseParser(LIMITS, LENIENT, null);

  private static boolean supportsQuickAck() {
    try (var any = new Socket(Proxy.NO_PROXY)) {
      return any.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK);
    } catch (IOException e) {
      return false;
    }
  }

  private Link(String origin, Socket raw, Socket spoken) throws IOException {
    this.origin = origin;
    this.raw = raw;
    this.wire = spoken.getInputStream();
    this.out = spoken.getOutputStream();
  }

  /** What is told of a socket before it is used, so that it can be closed. */
  @FunctionalInterface
  interface Opened {
    void with(Socket socket) throws IOException;
  }

  /** Connects to the first of the route's addresses that lets itself be connected to. */
  static Link open(Route route, Supplier<SSLSocketFactory> tls, Duration timeout, Opened opened)
      throws IOException {
    int all = Math.toIntExact(Math.min(timeout.toMillis(), Integer.MAX_VALUE));
    IOException failure = null;
    int left = route.addresses().size();
    for (var address : route.addresses()) {
      try {
        // The last has what time there is; whoever waits gives up before.
        return open(
            route, address, tls, left == 1 ? all : Math.max(1, all / (left + 1)), all, opened);
      } catch (IOException e) {
        if (failure != null) {
          e.addSuppressed(failure);
        }
        failure = e;
        left--;
      }
    }
    throw failure != null ? failure : new IOException("no address");
  }

  private static Link open(
      Route route,
      InetAddress address,
      Supplier<SSLSocketFactory> tls,
      int connecting,
      int reading,
      Opened opened)
      throws IOException {
    // A proxy would connect to addresses that nobody here has checked.
    var raw = new Socket(Proxy.NO_PROXY);
    try {
      opened.with(raw);
      raw.setTcpNoDelay(true);
      raw.setSoTimeout(reading);
      raw.connect(new InetSocketAddress(address, route.port()), connecting);
      return new Link(route.origin(), raw, route.secure() ? secured(raw, route, tls) : raw);
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  /** The address is ours, the name is the certificate's: that is what is proved. */
  private static Socket secured(Socket raw, Route route, Supplier<SSLSocketFactory> tls)
      throws IOException {
    var socket = (SSLSocket) tls.get().createSocket(raw, route.peer(), route.port(), true);
    var parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  String origin() {
    return origin;
  }

  Socket socket() {
    return raw;
  }

  /** Sends a request and reads the head of its answer. */
  ClassicHttpResponse exchange(byte[] request) throws IOException, HttpException {
    out.write(request);
    out.flush();
    acknowledgeAtOnce();
    for (int interim = 0; interim < INTERIM; interim++) {
      var response = parser.parse(buffer, wire);
      if (response == null) {
        throw new NoHttpResponseException("closed");
      }
      if (response.getCode() >= 200) {
        acknowledgeAtOnce();
        return response;
      }
    }
    throw new Refusal("goes on announcing its answer without giving it");
  }

  /**
   * Many servers send head and body in two writes and wait, by Nagle's rule, for the first to be
   * acknowledged, which a connection that lasts would put off for 40 ms. It has to be said again
   * and again: the kernel goes back to putting off by itself.
   */
  private void acknowledgeAtOnce() throws IOException {
    if (QUICK_ACK) {
      raw.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
    }
  }

  /** The body of an answer that has one. */
  InputStream body(ClassicHttpResponse response) throws HttpException {
    long length = length(response);
    if (length >= 0) {
      return new ContentLengthInputStream(buffer, wire, length);
    }
    return length == ContentLengthStrategy.CHUNKED
        ? new ChunkedInputStream(buffer, wire, LIMITS)
        : new IdentityInputStream(buffer, wire);
  }

  /** Negative where the head does not say. */
  static long length(ClassicHttpResponse response) throws HttpException {
    return DefaultContentLengthStrategy.INSTANCE.determineLength(response);
  }

  /** Whether more came than the answer's own end: the next answer would begin with it. */
  boolean hasExcess() throws IOException {
    return buffer.hasBufferedData() || wire.available() > 0;
  }

  /** Whether what came after the answer's end is only the line end that some servers add. */
  boolean excessIsBlank() throws IOException {
    var some = new byte[4];
    int read = buffer.hasBufferedData() ? buffer.read(some, wire) : wire.read(some);
    for (int i = 0; i < read; i++) {
      if (some[i] != '\r' && some[i] != '\n') {
        return false;
      }
    }
    return read < some.length;
  }

  void close() {
    try {
      // Beneath TLS: a farewell to somebody who does not read would wait.
      raw.close();
    } catch (IOException e) {
      // It is of no use any more either way.
    }
  }
}
