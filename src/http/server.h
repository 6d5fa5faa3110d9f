// The server: HTTP/1.1 on one address, strict, with limits and deadlines. Knows no route and no rule; every request goes to one function.
// Boost.Beast stands behind it (server.cpp, the only file that knows). TLS is the affair of a proxy in front.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/expected.h"

namespace koers::http {

struct Request {
  std::string method;  ///< GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS
  std::string target;  ///< as sent: path and query, at most 2 kB
  std::map<std::string, std::string, std::less<>>
      headers;  ///< names in small letters; a header sent twice stands once, joined by ", "
  std::string body;
  std::string from;  ///< the address of the other side
};

/// A body that goes on after its header, until it ends.
class Stream {
 public:
  virtual ~Stream() = default;
  /// `wake` is to be called, by whichever thread, when next() would have something to say.
  virtual void on_more(std::function<void()> wake) = 0;
  /// What is to be sent now; none: it has ended. Asked when it woke, and every `beat`; may take its time.
  virtual std::optional<std::string> next() = 0;
};

struct Response {
  int status = 200;
  std::string type;  ///< of the body; empty without one
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
  std::shared_ptr<Stream> stream = {};  ///< in place of `body`; the connection ends with it
};

struct ServerSettings {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  ///< 0: one that is free
  std::size_t header_bytes = std::size_t{16} << 10, body_bytes = std::size_t{1} << 20;
  std::size_t connections = 512;  ///< at a time; more are closed at once
  std::size_t streams = 256;  ///< of these, with a body that goes on; more are answered 503
  /// Where a body may be longer than body_bytes: how long, by method and target. A few such at a time; more are answered 503.
  std::function<std::size_t(std::string_view method, std::string_view target)> longer_body = {};
  std::size_t longer_bodies = 4;
  std::size_t threads = 4;  ///< that answer
  std::chrono::seconds head_deadline{10}, body_deadline{30}, write_deadline{30}, idle{60}, beat{15};
};

/// Answers requests until it is stopped or destroyed. The function is called by several threads at a time; what it throws becomes a 500.
class Server {
 public:
  using Answer = std::function<Response(const Request&)>;

  /// server.cannot_listen when the address or port is taken or not this machine's.
  static Expected<std::unique_ptr<Server>> start(ServerSettings settings, Answer answer);
  virtual ~Server() = default;

  virtual std::uint16_t port() const = 0;
  /// No new connections; the open ones are cut. Returns when all threads have ended.
  virtual void stop() = 0;
};

}  // namespace koers::http
