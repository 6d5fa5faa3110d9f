// The server and its API from outside, over a socket: the way in, every route with junk, and what a hostile client sends.
#include "http/api.h"

#include <arpa/inet.h>
#include <chrono>
#include <gmock/gmock.h>
#include <sys/socket.h>
#include <thread>

#include "store/one_time_code.h"
#include "tests/service/site.h"

namespace koers::http {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class ApiTest : public service::testing_::Site {
 protected:
  void SetUp() override {
    Site::SetUp();
    api = std::make_unique<Api>(
        http::Site{*acts, *sign_in, *erasing, *forms, [] { return at(); },
                   [](const Message& message, Language) { return message.key; },
                   [](const service::Opened& file, LocalDate, Language) {
                     return "{\"entries\":" + std::to_string(file.file.entries.size()) + "}\n";
                   },
                   [](const service::Opened&, LocalDate, Language) { return std::optional<std::string>(); },
                   [](const std::string& instrument, bool, LocalDate, Language) {
                     return "{\"instrument\":\"" + instrument + "\"}";
                   },
                   [] { return std::string("<!doctype html>"); }, false});
    ServerSettings settings;
    settings.header_bytes = 4096;
    settings.body_bytes = 20'000;
    settings.head_deadline = settings.idle = settings.body_deadline = std::chrono::seconds(2);
    settings.connections = 8;
    auto started = Server::start(settings, [this](const Request& request) { return api->answer(request); });
    ASSERT_TRUE(started) << started.error().code;
    server = std::move(*started);
  }
  void TearDown() override { server.reset(); }

  /// What comes back until the other side closes.
  std::string raw(const std::string& sent, bool half_close = false) const {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(server->port());
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(connect(socket, reinterpret_cast<sockaddr*>(&to), sizeof to), 0);
    std::string_view left = sent;
    while (!left.empty()) {
      const ssize_t n = ::send(socket, left.data(), left.size(), MSG_NOSIGNAL);
      if (n <= 0) break;
      left.remove_prefix(static_cast<std::size_t>(n));
    }
    if (half_close) shutdown(socket, SHUT_WR);
    std::string out;
    std::array<char, 4096> piece{};
    for (ssize_t n = 0; (n = recv(socket, piece.data(), piece.size(), 0)) > 0;)
      out.append(piece.data(), static_cast<std::size_t>(n));
    close(socket);
    return out;
  }
  std::string ask(const std::string& method, const std::string& path, const std::string& body = "",
                  const std::string& more = "") const {
    std::string text = method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n" + more;
    if (!body.empty())
      text += "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
    return raw(text + "\r\n" + body);
  }
  static int status(const std::string& answer) {
    return answer.size() < 12 ? 0 : std::atoi(answer.substr(9, 3).c_str());
  }
  static std::string code(const std::string& answer) {
    const std::size_t at = answer.find("\"code\":\"");
    return at == std::string::npos ? "" : answer.substr(at + 8, answer.find('"', at + 8) - at - 8);
  }
  /// A session with a second factor, as a header.
  std::string session(const std::string& login) const {
    store::Account account = *accounts->find_login(login);
    account.code_secret = "12345678901234567890";
    account.code_confirmed = true;
    account.last_code = 0;
    EXPECT_TRUE(accounts->put(account));
    const std::string word = store::one_time_code(account.code_secret, at().instant() / 30);
    const std::string answer =
        ask("POST", "/api/v1/sign-in",
            R"({"login": ")" + login + R"(", "password": "rain on the old roof", "code": ")" + word + "\"}");
    EXPECT_EQ(status(answer), 200) << answer;
    const std::size_t begin = answer.find("__Host-koers=");
    return "Cookie: " + answer.substr(begin, answer.find(';', begin) - begin) + "\r\n";
  }
  std::string path(JournalId family, const std::string& more = "") const {
    return "/api/v1/families/" + family.text() + more;
  }

  std::unique_ptr<Api> api;
  std::unique_ptr<Server> server;
};

TEST_F(ApiTest, TheWayInAndOut) {
  EXPECT_EQ(code(ask("GET", "/api/v1/me")), "sign_in.no_session");
  const std::string anna = session("anna");
  EXPECT_THAT(ask("GET", "/api/v1/me", "", anna), HasSubstr("\"worker\""));
  EXPECT_THAT(ask("GET", "/api/v1/families", "", anna), HasSubstr(north.text()));
  EXPECT_THAT(ask("GET", path(north, "/course"), "", anna), HasSubstr("{\"entries\":6}"));
  EXPECT_EQ(code(ask("GET", path(south, "/course"), "", anna)), "family.unknown");
  EXPECT_EQ(code(ask("GET", path(north, "/picture.svg"), "", anna)), "course.nothing_to_draw");
  EXPECT_EQ(status(ask("GET", path(north, "/course?on=2028-11-26"), "", anna)), 200);
  EXPECT_EQ(code(ask("GET", path(north, "/course?on=2029-01-01"), "", anna)), "request.bad_query")
      << "reckoned day by day";
  EXPECT_EQ(status(ask("POST", "/api/v1/sign-out", "{}", anna)), 204);
  EXPECT_EQ(status(ask("GET", path(north, "/course"), "", anna)), 401) << "a cookie used again";
}

TEST_F(ApiTest, TheCookieAndTheHeadersAreStrict) {
  const std::string answer = ask("POST", "/api/v1/sign-in", R"({"login": "anna", "password": "rain on the old roof"})");
  EXPECT_THAT(answer, HasSubstr("; Path=/; Secure; HttpOnly; SameSite=Strict"));
  for (const std::string& each : {answer, ask("GET", "/nowhere"), ask("GET", "/")}) {
    EXPECT_THAT(each, HasSubstr("Cache-Control: no-store"));
    EXPECT_THAT(each, HasSubstr("X-Content-Type-Options: nosniff"));
    EXPECT_THAT(each, HasSubstr("frame-ancestors 'none'"));
  }
}

TEST_F(ApiTest, RecordsABatchWholeOrNotAtAll) {
  const std::string anna = session("anna");
  const std::string author = service::testing_::person("anna").text();
  const auto entry = [&](const std::string& id, const std::string& body) {
    return R"({"kind": "need", "id": "0199aaaa-0000-7000-8000-00000000000)" + id +
           R"(", "occurred": "2026-11-25T10:00+01:00", "written": "2026-11-25T10:00+01:00", "author": ")" + author +
           R"(", "role": "worker", "body": )" + body + "}";
  };
  const std::string good = R"({"domain": "parenting", "text": "Canary"})", entries = path(north, "/entries");
  const std::string kept = ask("POST", entries, "{\"entries\": [" + entry("1", good) + "]}", anna);
  EXPECT_EQ(status(kept), 200) << kept;
  EXPECT_THAT(kept, HasSubstr("\"head\":8"));
  EXPECT_THAT(ask("POST", entries, "{\"entries\": [" + entry("1", good) + "]}", anna), HasSubstr("\"known\":true"));
  const std::string bad =
      ask("POST", entries, "{\"entries\": [" + entry("2", good) + "," + entry("3", R"({"domain": 7})") + "]}", anna);
  EXPECT_EQ(status(bad), 400);
  EXPECT_THAT(bad, HasSubstr("/entries/1/body"));
  EXPECT_THAT(bad, Not(HasSubstr("Canary")));
  EXPECT_THAT(ask("GET", entries + "?after=7", "", anna), HasSubstr("\"head\":8"));
  EXPECT_THAT(ask("GET", entries + "?limit=2", "", anna), HasSubstr("\"next\":3"));
  EXPECT_EQ(code(ask("POST", entries, "{\"head\": 3, \"entries\": [" + entry("4", good) + "]}", anna)),
            "journal.moved");
  EXPECT_EQ(code(ask("POST", path(south, "/entries"), "{\"entries\": [" + entry("5", good) + "]}", anna)),
            "family.unknown");
  EXPECT_EQ(code(ask("POST", entries, "{\"entries\": [" + entry("6", good) + "]}", session("bea"))), "family.unknown");
}

/// What the session says already need not be typed again; sent again, it is the same entry.
TEST_F(ApiTest, WhoWritesIsKnown) {
  const std::string anna = session("anna");
  const std::string body = R"({"entries": [{"kind": "client_statement", "id": "01900000-0000-7000-8000-000000000001",)"
                           R"("occurred": "2026-11-26T08:00+01:00", "body": {"by": ")" +
                           service::testing_::person("mother").text() + R"(", "text": "so"}}]})";
  EXPECT_EQ(status(ask("POST", path(north, "/entries"), body, anna)), 200);
  EXPECT_THAT(ask("POST", path(north, "/entries"), body, anna), HasSubstr("\"known\":true"));
  const std::string back = ask("GET", path(north, "/entries?after=6"), "", anna);
  EXPECT_THAT(back, HasSubstr(R"("written":"2026-11-26T08:00+01:00","received")"));
  EXPECT_THAT(back, HasSubstr(R"("seq":8,"author":")" + service::testing_::person("anna").text() +
                              R"(","role":"worker","body":{"by")"));
  EXPECT_EQ(code(ask("POST", path(north, "/entries"), body, session("mother"))), "json.missing_key")
      << "who a person of the family is stands in the file, not in the account";
  const std::string no_day =
      R"({"entries": [{"kind": "client_statement", "id": "01900000-0000-7000-8000-000000000002",)"
      R"("body": {"by": ")" +
      service::testing_::person("mother").text() + R"(", "text": "so"}}]})";
  EXPECT_EQ(code(ask("POST", path(north, "/entries"), no_day, anna)), "json.missing_key");
}

TEST_F(ApiTest, AnErasureGoesFromOnePersonToAnother) {
  const std::string olga = session("olga"), boss = session("boss"), anna = session("anna");
  EXPECT_EQ(code(ask("POST", path(north, "/erasure"), R"({"reason": "on_request"})", anna)), "access.refused");
  const std::string asked = ask("POST", path(north, "/erasure"), R"({"reason": "on_request"})", olga);
  EXPECT_EQ(status(asked), 202) << asked;
  const std::size_t at = asked.find("\"proposal\":\"") + 12;
  const std::string proposal = asked.substr(at, 32);
  const std::string waiting = ask("GET", "/api/v1/proposals", "", anna);
  EXPECT_THAT(waiting, HasSubstr("\"what\":\"erasure\""));
  EXPECT_THAT(waiting, Not(HasSubstr(north.text()))) << "that something waits is for all, what for those who decide";
  EXPECT_EQ(code(ask("POST", "/api/v1/erasures/" + proposal + "/agree", "", olga)), "proposal.same_person");
  const std::string done = ask("POST", "/api/v1/erasures/" + proposal + "/agree", "", boss);
  EXPECT_EQ(status(done), 200) << done;
  EXPECT_THAT(done, HasSubstr("\"whole\":true"));
  EXPECT_EQ(code(ask("GET", path(north, ""), "", anna)), "family.unknown");
  EXPECT_THAT(ask("GET", "/api/v1/retention", "", olga), HasSubstr("\"families\":[]"));
}

TEST_F(ApiTest, TheLogGoesOutAsAuditEvents) {
  const std::string anna = session("anna");
  ask("GET", path(north, "/course"), "", anna);
  const std::string log = ask("GET", path(north, "/access-log/fhir"), "", anna);
  EXPECT_THAT(log, HasSubstr("application/fhir+json"));
  EXPECT_THAT(log, HasSubstr(R"("resourceType":"AuditEvent")"));
  EXPECT_THAT(log, HasSubstr(R"("code":"course.read")"));
  EXPECT_THAT(log, HasSubstr("urn:uuid:" + north.text()));
  EXPECT_THAT(log, HasSubstr("\"network\""));
  EXPECT_THAT(ask("GET", path(north, "/access-log/fhir"), "", session("mother")), Not(HasSubstr("\"network\"")));
}

TEST_F(ApiTest, WhatIsAskedWithACodeOrAtIntake) {
  EXPECT_EQ(code(ask("POST", "/api/v1/form/open", R"({"code": "aaaa-bbbb"})")), "form.code_wrong");
  EXPECT_EQ(code(ask("POST", path(north, "/form-codes"),
                     R"({"person": ")" + service::testing_::person("mother").text() +
                         R"(", "instruments": ["nothing"], "moment": "start"})",
                     session("anna"))),
            "form.no_instrument");
  const std::string ida = session("ida");
  EXPECT_THAT(ask("POST", "/api/v1/known-child", R"({"name": "Jansen", "birth": "2015-03-04"})", ida),
              HasSubstr("\"known\":false"));
  EXPECT_EQ(code(ask("POST", "/api/v1/known-child", R"({"name": "Jansen", "birth": "04-03-2015"})", ida)),
            "json.not_a_date");
  EXPECT_EQ(code(ask("POST", "/api/v1/known-child", R"({"name": "Jansen", "birth": "2015-03-04"})", session("anna"))),
            "access.refused");
}

TEST_F(ApiTest, EveryRouteAnswersJunkWithAReason) {
  const std::vector<std::string> sessions{"", session("anna"), session("boss"), session("mother"), session("ida")};
  const std::vector<std::string> bodies{"",
                                        "{}",
                                        "[]",
                                        "7",
                                        "{\"entries\": 7}",
                                        "{\"entries\": [{}]}",
                                        "{\"entries\": [{\"kind\": \"need\"}], \"x\": 1}",
                                        std::string(5000, '['),
                                        "{\"login\": \"a\\u0000b\", \"password\": \"\"}",
                                        "\xFF\xFE",
                                        "{\"family\": \"x\", \"title\": \"y\", \"entries\": []}"};
  std::size_t asked = 0;
  for (const Route& route : routes()) {
    for (const std::string& id :
         {north.text(), south.text(), std::string("x"), std::string(300, 'a'), std::string("'--")}) {
      std::string address(route.path);
      if (const std::size_t open = address.find('{'); open != std::string::npos)
        address.replace(open, address.find('}') - open + 1, id);
      else if (id != "x")
        continue;
      for (const std::string& who : sessions) {
        for (const std::string& body : bodies) {
          if (body.empty() && !route.takes.empty()) continue;
          if (!body.empty() && route.takes.empty() && body != "{}") continue;
          Request request{std::string(route.method), address, {{"host", "127.0.0.1"}}, body, "127.0.0.1"};
          if (!body.empty()) request.headers["content-type"] = "application/json";
          if (!who.empty()) request.headers["cookie"] = who.substr(8, who.size() - 10);
          const Response answer = api->answer(request);
          ++asked;
          EXPECT_LT(answer.status, 500) << route.method << ' ' << address << ' ' << body << answer.body;
          if (answer.status >= 400) EXPECT_EQ(answer.type, "application/problem+json") << address;
          EXPECT_EQ(answer.body.find("Canary") != std::string::npos && who != sessions[1], false) << address;
        }
      }
    }
  }
  EXPECT_GT(asked, 1000u);
}

TEST_F(ApiTest, RefusesWhatIsNotMeantForIt) {
  const std::string anna = session("anna"), boss = session("boss");
  EXPECT_EQ(code(ask("GET", "/api/v1/../v1/me", "", anna)), "request.bad_address");
  EXPECT_EQ(code(ask("GET", "/api/v1/families%2Fx", "", anna)), "request.bad_address");
  EXPECT_EQ(code(ask("GET", "//api/v1/me", "", anna)), "request.bad_address");
  EXPECT_EQ(code(ask("GET", "/api/v1/families?limit=0", "", anna)), "request.bad_query");
  EXPECT_EQ(code(ask("GET", "/api/v1/families?limit=5&limit=6", "", anna)), "request.bad_query");
  EXPECT_EQ(code(ask("GET", "/api/v1/families?x=1", "", anna)), "request.bad_query");
  EXPECT_EQ(code(ask("DELETE", "/api/v1/families", "", anna)), "request.method");
  EXPECT_EQ(code(ask("POST", "/api/v1/sign-out", "{}", anna + "Origin: https://evil.example\r\n")), "request.origin");
  EXPECT_EQ(code(ask("POST", "/api/v1/sign-out", "{}", anna + "Sec-Fetch-Site: cross-site\r\n")), "request.origin");
  EXPECT_EQ(code(raw("POST /api/v1/sign-in HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: text/plain\r\n"
                     "Content-Length: 2\r\n\r\n{}")),
            "request.body_type");
  const std::string account = "/api/v1/accounts/" + service::testing_::person("anna").text();
  const std::string change = R"({"name": "Anna", "roles": ["worker"], "teams": ["south"], "active": true})";
  EXPECT_EQ(code(ask("PUT", account, change, boss)), "request.if_match");
  EXPECT_EQ(code(ask("PUT", account, change, boss + "If-Match: \"1\"\r\n")), "account.moved");
  EXPECT_EQ(code(ask("PUT", account, change, anna + "If-Match: \"3\"\r\n")), "access.refused");
  const std::string done = ask(
      "PUT", account, change, boss + "If-Match: \"" + std::to_string(accounts->find_login("anna")->version) + "\"\r\n");
  EXPECT_EQ(status(done), 200) << done;
  EXPECT_THAT(done, HasSubstr("ETag"));
}

TEST_F(ApiTest, SurvivesWhatAHostileClientSends) {
  EXPECT_EQ(status(raw("\r\n\r\nGARBAGE\r\n\r\n")), 400);
  EXPECT_EQ(status(raw("GET / HTTP/9.9\r\n\r\n")), 400);
  EXPECT_EQ(status(raw("GET / HTTP/1.1\r\nHost: x\r\nX: " + std::string(9000, 'a') + "\r\n\r\n")), 431);
  EXPECT_EQ(status(raw("GET /" + std::string(3000, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n")), 414);
  EXPECT_EQ(status(raw("POST /api/v1/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                       "99999\r\n\r\n")),
            413);
  EXPECT_EQ(
      status(raw("POST /api/v1/sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef")),
      400);
  EXPECT_EQ(status(raw("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n")), 400);
  raw("GET / HT", true);
  raw("POST /api/v1/sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n{", true);
  // A head that never ends is cut off when its time is over.
  const auto before = std::chrono::steady_clock::now();
  raw("GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ");
  EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(20));
  EXPECT_EQ(status(ask("GET", "/healthz")), 200);
  EXPECT_THAT(ask("HEAD", "/healthz"), Not(HasSubstr("ok\"")));
}

TEST_F(ApiTest, ADocumentGoesThereAndBack) {
  const std::string anna = session("anna");
  const std::string picture =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  const std::string body =
      R"({"id": ")" + store::testing_::entry(60).text() +
      R"(", "occurred": "2026-11-26T09:00:00Z", "what": "drawing", "title": "the house", "content": ")" + picture +
      "\"}";
  const std::string kept = ask("POST", path(north, "/documents"), body, anna);
  EXPECT_EQ(status(kept), 201) << kept;
  const std::string where = path(north, "/documents/" + store::testing_::entry(60).text());
  const std::string got = ask("GET", where, "", anna);
  EXPECT_EQ(status(got), 200);
  EXPECT_THAT(got, HasSubstr("Content-Type: image/png"));
  EXPECT_THAT(got, HasSubstr("X-Content-Type-Options: nosniff"));
  EXPECT_EQ(code(ask("GET", where, "", session("mother"))), "document.none");
  EXPECT_EQ(code(ask("GET", where, "", session("carl"))), "family.unknown");
  EXPECT_EQ(status(ask("GET", path(north, "/consents"), "", anna)), 200);
  // What the reader of the file would not take is not kept in it.
  const auto with = [&](const std::string& what, const std::string& by) {
    std::string other = body;
    other.replace(other.find(what), what.size(), by);
    other.replace(other.find(store::testing_::entry(60).text()), 36, store::testing_::entry(61).text());
    return ask("POST", path(north, "/documents"), other, anna);
  };
  EXPECT_EQ(code(with("2026-11-26T", "1026-11-26T")), "entry.year_far_off");
  EXPECT_EQ(code(with("the house", "  ")), "json.empty_text");
  EXPECT_EQ(status(with("drawing", "9 lives")), 201) << "words of one's own";
  EXPECT_EQ(status(ask("GET", path(north, "/entries"), "", anna)), 200) << "the file is read as before";
}

TEST_F(ApiTest, TellsAsItHappensWhatWasRecorded) {
  const std::string anna = session("anna");
  std::string heard;
  std::thread listener([&] { heard = ask("GET", "/api/v1/changes", "", anna); });
  // Recorded again and again until the listener, which begins when it begins, must have heard of one.
  for (std::uint32_t i = 0; i < 10; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    ASSERT_TRUE(acts->record(as("anna"), north, {statement("anna", dossier::Role::worker, 300 + i, north)}, {}));
    ASSERT_TRUE(acts->record(as("carl"), south, {statement("carl", dossier::Role::worker, 400 + i, south)}, {}));
  }
  EXPECT_EQ(status(ask("POST", "/api/v1/sign-out", "{}", anna)), 204);
  // The next thing that happens finds the session gone, and the stream ends.
  ASSERT_TRUE(acts->record(as("anna"), north, {statement("anna", dossier::Role::worker, 350, north)}, {}));
  listener.join();
  EXPECT_EQ(status(heard), 200) << heard;
  EXPECT_THAT(heard, HasSubstr("text/event-stream"));
  EXPECT_THAT(heard, HasSubstr("event: family\ndata: {\"family\":\"" + north.text()));
  EXPECT_THAT(heard, Not(HasSubstr(south.text())));
  EXPECT_EQ(code(ask("GET", "/api/v1/changes", "", session("mother"))), "access.refused");
}

TEST_F(ApiTest, ManyAtOnce) {
  const std::string anna = session("anna");
  std::atomic<int> good = 0;
  std::vector<std::thread> clients;
  for (int client = 0; client < 6; ++client) {
    clients.emplace_back([&] {
      for (int i = 0; i < 20; ++i) good += status(ask("GET", path(north, "/course"), "", anna)) == 200 ? 1 : 0;
    });
  }
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(good, 120);
}

TEST_F(ApiTest, DescribesItselfWithoutSignIn) {
  const std::string answer = ask("GET", "/api/v1/openapi.json");
  EXPECT_EQ(status(answer), 200);
  json::Document document;
  const auto root = json::parse(openapi(), document);
  ASSERT_TRUE(root);
  const auto paths = root->find("paths"), schemas = root->find("components")->find("schemas");
  for (const Route& route : routes()) {
    ASSERT_TRUE(paths->find(route.path)) << route.path;
    if (!route.takes.empty()) EXPECT_TRUE(schemas->find(route.takes)) << route.takes;
    EXPECT_TRUE(route.access != Access::signed_in || !route.act.empty()) << route.path << " says no permission";
  }
  EXPECT_THAT(ask("GET", "/metrics"), HasSubstr("koers_answers_total{status=\"2xx\"}"));
}

TEST(Server, APortThatIsTakenIsNamed) {
  const auto first = Server::start({}, [](const Request&) { return Response(); });
  ASSERT_TRUE(first);
  ServerSettings same;
  same.port = (*first)->port();
  const auto second = Server::start(same, [](const Request&) { return Response(); });
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, "server.cannot_listen");
  same.address = "nowhere";
  EXPECT_EQ(Server::start(same, [](const Request&) { return Response(); }).error().code, "server.cannot_listen");
}

}  // namespace
}  // namespace koers::http
