package io.earlybrd.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * An SMTP server on loopback that misbehaves as told. Each told answer is given once, in order;
 * after them it behaves.
 *
 * <p>Steps are commands, {@code GREETING}, and {@code .} for the end of a message.
 */
public final class ScriptedSmtp implements AutoCloseable {
  /** At the end of an answer, or alone: the connection is cut. */
  public static final String CUT = "<cut>";

  /** No answer, ever. */
  public static final String SILENCE = "<silence>";

  private static final Map<String, String> POLITE =
      Map.of(
          "GREETING", "220 scripted ESMTP",
          "EHLO", "250-scripted\r\n250 AUTH PLAIN",
          "HELO", "250 scripted",
          "AUTH", "235 welcome",
          "DATA", "354 go on",
          ".", "250 2.0.0 queued",
          "QUIT", "221 bye");

  private final ServerSocket server;
  private final Map<String, Deque<String>> told = new HashMap<>();
  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
  private final List<String> messages = Collections.synchronizedList(new ArrayList<>());
  private final AtomicReference<Runnable> atMessage = new AtomicReference<>(() -> {});
  private final List<Socket> sockets = Collections.synchronizedList(new ArrayList<>());

  public ScriptedSmtp() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  public ScriptedSmtp answer(String step, String answer) {
    synchronized (told) {
      told.computeIfAbsent(step, _ -> new ArrayDeque<>()).add(answer);
    }
    return this;
  }

  public int port() {
    return server.getLocalPort();
  }

  int connections() {
    return sockets.size();
  }

  /** The commands, as they came. */
  public List<String> heard() {
    return List.copyOf(heard);
  }

  /** The messages whose end was seen, whatever was answered. */
  public List<String> messages() {
    return List.copyOf(messages);
  }

  /** Once, when the end of the next message was seen and nothing is answered yet. */
  public void atNextMessage(Runnable action) {
    atMessage.set(action);
  }

  /** Forgets what was heard and what was told. */
  public void forget() {
    synchronized (told) {
      told.clear();
    }
    heard.clear();
    messages.clear();
    atMessage.set(() -> {});
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        sockets.add(socket);
        Thread.ofVirtual().start(() -> talk(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void talk(Socket socket) {
    try (socket) {
      var in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      boolean open = say(socket, "GREETING");
      for (String line; open && (line = in.readLine()) != null; ) {
        heard.add(line);
        var command = line.split("[ :]")[0].toUpperCase(java.util.Locale.ROOT);
        open = say(socket, command);
        if (open && command.equals("DATA") && lastSaid.get().startsWith("354")) {
          open = message(in) && say(socket, ".");
        }
      }
    } catch (IOException e) {
      // The client has gone, which is what some tests are about.
    }
  }

  private boolean message(BufferedReader in) throws IOException {
    var message = new StringBuilder();
    for (String line; (line = in.readLine()) != null; ) {
      if (line.equals(".")) {
        messages.add(message.toString());
        atMessage.getAndSet(() -> {}).run();
        return true;
      }
      message.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
    }
    return false;
  }

  private final ThreadLocal<String> lastSaid = ThreadLocal.withInitial(() -> "");

  private boolean say(Socket socket, String step) throws IOException {
    var answer = next(step);
    lastSaid.set(answer);
    if (answer.equals(SILENCE)) {
      return true;
    }
    boolean cut = answer.endsWith(CUT);
    var words = cut ? answer.substring(0, answer.length() - CUT.length()) : answer;
    if (!words.isEmpty()) {
      socket.getOutputStream().write((words + "\r\n").getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
    }
    return !cut && !step.equals("QUIT");
  }

  private String next(String step) {
    synchronized (told) {
      var answers = told.get(step);
      return answers == null || answers.isEmpty()
          ? POLITE.getOrDefault(step, "250 ok")
          : answers.remove();
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      for (var socket : List.copyOf(sockets)) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
