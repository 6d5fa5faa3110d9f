#include "http/server.h"

#include <algorithm>
#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/version.hpp>
#include <thread>

#include "base/text.h"

namespace koers::http {
namespace {

namespace net = boost::asio;
namespace beast = boost::beast;
namespace bh = boost::beast::http;
using tcp = net::ip::tcp;
using Parser = bh::request_parser<bh::string_body>;
constexpr auto as_tuple = net::as_tuple(net::use_awaitable);

constexpr std::size_t longest_target = 2048;

Request request_of(bh::request<bh::string_body>&& from, const std::string& address) {
  Request out;
  out.method = std::string(from.method_string());
  out.target = std::string(from.target());
  for (const auto& field : from) {
    std::string& value = out.headers[lower_ascii(field.name_string())];
    value += (value.empty() ? "" : ", ") + std::string(field.value());
  }
  out.body = std::move(from.body());
  out.from = address;
  return out;
}

bh::response<bh::string_body> response_of(Response&& from, unsigned version, bool keep, bool head) {
  bh::response<bh::string_body> out(static_cast<bh::status>(from.status), version);
  if (!from.type.empty()) out.set(bh::field::content_type, from.type);
  for (const auto& [name, value] : from.headers) out.insert(name, value);
  out.keep_alive(keep);
  const std::size_t size = from.body.size();
  if (!head) out.body() = std::move(from.body);
  out.prepare_payload();
  if (head) out.content_length(size);
  return out;
}

/// What is said to who does not speak HTTP as agreed: a status without words.
int status_of(const beast::error_code& fault) {
  if (fault == bh::error::header_limit) return 431;
  if (fault == bh::error::body_limit) return 413;
  if (fault == beast::error::timeout) return 408;
  return 400;
}

class BeastServer final : public Server {
 public:
  BeastServer(ServerSettings settings, Answer answer, const tcp::endpoint& at)
      : settings_(std::move(settings)),
        answer_(std::move(answer)),
        acceptor_(net::make_strand(io_)),
        workers_(settings_.threads) {
    acceptor_.open(at.protocol());
    acceptor_.set_option(net::socket_base::reuse_address(true));
    acceptor_.bind(at);
    acceptor_.listen(net::socket_base::max_listen_connections);
    port_ = acceptor_.local_endpoint().port();
    net::co_spawn(io_, accept(), net::detached);
    thread_ = std::thread([this] { io_.run(); });
  }
  BeastServer(const BeastServer&) = delete;
  BeastServer& operator=(const BeastServer&) = delete;
  ~BeastServer() override { stop(); }

  std::uint16_t port() const override { return port_; }

  void stop() override {
    if (!thread_.joinable()) return;
    io_.stop();
    thread_.join();
    workers_.join();
  }

 private:
  net::awaitable<void> accept() {
    for (;;) {
      auto [fault, socket] = co_await acceptor_.async_accept(as_tuple);
      if (fault == net::error::operation_aborted) co_return;
      if (fault) {
        // Out of file descriptors: wait for some to come back instead of turning in circles.
        net::steady_timer pause(io_, std::chrono::milliseconds(100));
        co_await pause.async_wait(as_tuple);
        continue;
      }
      if (open_ >= settings_.connections) continue;  // closed by its destructor
      ++open_;
      net::co_spawn(io_, serve(beast::tcp_stream(std::move(socket))), [this](const std::exception_ptr&) { --open_; });
    }
  }

  net::awaitable<void> serve(beast::tcp_stream stream) {
    beast::error_code none;
    const std::string address = stream.socket().remote_endpoint(none).address().to_string();
    none = stream.socket().set_option(tcp::no_delay(true), none);  // slower without, no worse
    beast::flat_buffer buffer(settings_.header_bytes + (std::size_t{64} << 10));
    for (bool first = true;; first = false) {
      Parser parser;
      parser.header_limit(static_cast<std::uint32_t>(settings_.header_bytes));
      parser.body_limit(settings_.body_bytes);
      stream.expires_after(first ? settings_.head_deadline : settings_.idle);
      auto [fault, read] = co_await bh::async_read_header(stream, buffer, parser, as_tuple);
      if (!fault && parser.get().target().size() > longest_target) {
        co_await refuse(stream, 414);
        break;
      }
      const std::size_t most = fault ? 0 : longest_body(parser.get());
      const bool longer = most > settings_.body_bytes;
      if (!fault && longer && longer_ >= settings_.longer_bodies) {
        co_await refuse(stream, 503);
        break;
      }
      const Counted large(longer_, longer);
      if (longer) parser.body_limit(most);
      if (!fault) {
        stream.expires_after(settings_.body_deadline);
        if (lower_ascii(parser.get()[bh::field::expect]) == "100-continue") {
          bh::response<bh::empty_body> go_on(bh::status::continue_, parser.get().version());
          std::tie(fault, read) = co_await bh::async_write(stream, go_on, as_tuple);
        }
        if (!fault) std::tie(fault, read) = co_await bh::async_read(stream, buffer, parser, as_tuple);
      }
      if (fault == bh::error::end_of_stream || fault == net::error::connection_reset) break;
      if (fault) {
        co_await refuse(stream, status_of(fault));
        break;
      }
      const unsigned version = parser.get().version();
      const bool keep = parser.get().keep_alive(), head = parser.get().method() == bh::verb::head;
      stream.expires_never();
      const Request request = request_of(parser.release(), address);
      Response response{500, {}, {}, {}};
      const auto answer = [&] { response = answer_(request); };
      co_await worked(answer);
      if (response.stream != nullptr && !head) {
        co_await go_on(stream, response, version);
        break;
      }
      auto message = response_of(std::move(response), version, keep, head);
      stream.expires_after(settings_.write_deadline);
      bh::response_serializer<bh::string_body> serializer(message);
      if (head) {
        std::tie(fault, read) = co_await bh::async_write_header(stream, serializer, as_tuple);
      } else {
        std::tie(fault, read) = co_await bh::async_write(stream, serializer, as_tuple);
      }
      if (fault || !keep) break;
    }
    if (stream.socket().shutdown(tcp::socket::shutdown_send, none)) co_return;  // the other side went first
  }

  /// Counts one while it is there, if `counts`. Of the thread of the network.
  struct Counted {
    Counted(std::size_t& of, bool counts) : count(counts ? &of : nullptr) {
      if (counts) ++of;
    }
    ~Counted() {
      if (count != nullptr) --*count;
    }
    Counted(const Counted&) = delete;
    Counted& operator=(const Counted&) = delete;
    std::size_t* count;
  };

  /// Only who says how long a body is may send a long one.
  std::size_t longest_body(const Parser::value_type& header) const {
    const auto length = header.find(bh::field::content_length);
    const bool said = length != header.end() && length->value().size() > 6;  // a million and more
    if (!said || !settings_.longer_body) return settings_.body_bytes;
    return std::max(settings_.body_bytes, settings_.longer_body(header.method_string(), header.target()));
  }

  /// Sends the header, then what the stream has to say each time it wakes and at every beat, until it or the connection ends.
  net::awaitable<void> go_on(beast::tcp_stream& stream, Response& response, unsigned version) {
    if (streams_ >= settings_.streams) {
      co_await refuse(stream, 503);
      co_return;
    }
    const Counted one(streams_, true);
    struct Bell {
      explicit Bell(net::io_context& io) : timer(io) {}
      net::steady_timer timer;
      bool rung = false;
    };
    const auto bell = std::make_shared<Bell>(io_);
    const std::shared_ptr<Stream> more = std::move(response.stream);
    more->on_more([this, weak = std::weak_ptr(bell)] {
      net::post(io_, [weak] {
        const auto there = weak.lock();
        if (there == nullptr) return;
        there->rung = true;
        there->timer.cancel();
      });
    });
    bh::response<bh::empty_body> header(static_cast<bh::status>(response.status), version);
    header.set(bh::field::content_type, response.type);
    for (const auto& [name, value] : response.headers) header.insert(name, value);
    header.keep_alive(false);
    bh::response_serializer<bh::empty_body> serializer(header);
    stream.expires_after(settings_.write_deadline);
    auto [fault, written] = co_await bh::async_write_header(stream, serializer, as_tuple);
    while (!fault) {
      bell->rung = false;
      std::optional<std::string> text;
      const auto ask = [&] { text = more->next(); };
      co_await worked(ask);
      if (!text) break;
      stream.expires_after(settings_.write_deadline);
      if (!text->empty()) std::tie(fault, written) = co_await net::async_write(stream, net::buffer(*text), as_tuple);
      stream.expires_never();
      if (fault || bell->rung) continue;
      bell->timer.expires_after(settings_.beat);
      co_await bell->timer.async_wait(as_tuple);
    }
  }

  /// Does the work on one of the workers; the thread of the network goes on meanwhile. What it throws ends it. To be given what has a
  /// name: g++ 12 destroys a temporary in an awaited call twice.
  template <class Work>
  net::awaitable<void> worked(const Work& work) {
    const auto network = co_await net::this_coro::executor;
    co_await net::post(workers_, net::use_awaitable);
    try {
      work();
    } catch (const std::exception&) {  // what it says may hold what was sent
    }
    co_await net::post(network, net::use_awaitable);
  }

  net::awaitable<void> refuse(beast::tcp_stream& stream, int status) {
    constexpr unsigned version = 11;
    auto message = response_of({status, {}, {}, {{"Cache-Control", "no-store"}}}, version, false, false);
    stream.expires_after(settings_.write_deadline);
    co_await bh::async_write(stream, message, as_tuple);
  }

  ServerSettings settings_;
  Answer answer_;
  net::io_context io_;
  tcp::acceptor acceptor_;
  net::thread_pool workers_;
  std::thread thread_;
  std::uint16_t port_ = 0;
  std::atomic<std::size_t> open_ = 0;
  std::size_t streams_ = 0, longer_ = 0;
};

}  // namespace

Expected<std::unique_ptr<Server>> Server::start(ServerSettings settings, Answer answer) {
  const Message::Args args{{"address", settings.address}, {"port", std::to_string(settings.port)}};
  beast::error_code fault;
  const auto address = net::ip::make_address(settings.address, fault);
  if (fault) return fail("server.cannot_listen", args);
  try {
    const tcp::endpoint at(address, settings.port);
    return std::unique_ptr<Server>(std::make_unique<BeastServer>(std::move(settings), std::move(answer), at));
  } catch (const boost::system::system_error&) {
    return fail("server.cannot_listen", args);
  }
}

}  // namespace koers::http
