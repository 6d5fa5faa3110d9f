#include "http/api.h"

#include <algorithm>

#include "base/text.h"

namespace koers::http {
namespace {

constexpr std::string_view cookie_name = "__Host-koers";

std::string_view header(const Request& request, std::string_view name) {
  const auto found = request.headers.find(name);
  return found == request.headers.end() ? std::string_view() : std::string_view(found->second);
}

/// True when `path` has the shape of the route; what stands in place of each {name} is put into `taken`.
bool fits(std::string_view shape, std::string_view path, std::vector<std::string_view>& taken) {
  taken.clear();
  const auto want = split(shape, '/'), have = split(path, '/');
  if (want.size() != have.size()) return false;
  for (std::size_t i = 0; i < want.size(); ++i) {
    if (want[i].starts_with('{')) {
      if (have[i].empty()) return false;
      taken.push_back(have[i]);
    } else if (want[i] != have[i]) {
      return false;
    }
  }
  return true;
}

std::string_view cookie(const Request& request) {
  for (std::string_view part : split(header(request, "cookie"), ';')) {
    while (part.starts_with(' ')) part.remove_prefix(1);
    if (part.starts_with(cookie_name) && part.substr(cookie_name.size()).starts_with('='))
      return part.substr(cookie_name.size() + 1);
  }
  return {};
}

/// The first language named that there is; Dutch without one.
Language language_of(std::string_view accepted) {
  for (std::string_view part : split(accepted, ',')) {
    while (part.starts_with(' ')) part.remove_prefix(1);
    if (part.starts_with("nl")) return Language::nl;
    if (part.starts_with("en")) return Language::en;
  }
  return Language::nl;
}

/// A browser says where a request comes from: only our own pages may change something.
bool from_elsewhere(const Request& request) {
  const std::string_view site = header(request, "sec-fetch-site");
  if (!site.empty() && site != "same-origin" && site != "none") return true;
  const std::string_view origin = header(request, "origin");
  if (origin.empty()) return false;
  const std::size_t host = origin.find("://");
  return host == std::string_view::npos || origin.substr(host + 3) != header(request, "host");
}

bool changes(std::string_view method) { return method != "GET" && method != "HEAD"; }

void add_headers(Response& response) {
  const bool page = response.type.starts_with("text/html");
  response.headers.emplace_back("Cache-Control", "no-store");
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  response.headers.emplace_back("Referrer-Policy", "no-referrer");
  response.headers.emplace_back(
      "Content-Security-Policy",
      page ? "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action "
             "'none'; frame-ancestors 'none'"
           : "default-src 'none'; style-src 'unsafe-inline'; font-src data:; frame-ancestors 'none'");
  response.headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  response.headers.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
  response.headers.emplace_back("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
}

}  // namespace

std::optional<std::string_view> Call::asked(std::string_view name) const {
  for (const auto& [key, value] : query) {
    if (key == name) return value;
  }
  return {};
}

Response Api::routed(Call& call) {
  const Request& request = call.request;
  const std::string_view target = request.target;
  // Ids, numbers and codes need no escapes: what has one is a trick.
  if (!target.starts_with('/') || target.find_first_of("%\\#") != std::string_view::npos ||
      target.find("..") != std::string_view::npos || target.find("//") != std::string_view::npos)
    return problem(*this, call, error("request.bad_address"));
  const std::size_t mark = target.find('?');
  const std::string_view path = target.substr(0, mark);
  const bool head = request.method == "HEAD";
  bool known = false;
  for (const Route& route : routes()) {
    std::vector<std::string_view> taken;
    if (!fits(route.path, path, taken)) continue;
    known = true;
    if (route.method != (head ? std::string_view("GET") : std::string_view(request.method))) continue;
    call.route = &route;
    call.path = std::move(taken);
    break;
  }
  if (call.route == nullptr) return problem(*this, call, error(known ? "request.method" : "request.no_such_address"));
  const Route& route = *call.route;
  if (mark != std::string_view::npos) {
    const auto names = split(route.query, ' ');
    for (const std::string_view part : split(target.substr(mark + 1), '&')) {
      const std::size_t equals = part.find('=');
      const std::string_view name = part.substr(0, equals);
      if (equals == std::string_view::npos || route.query.empty() || std::ranges::find(names, name) == names.end() ||
          call.asked(name))
        return problem(*this, call, error("request.bad_query"));
      call.query.emplace_back(name, part.substr(equals + 1));
    }
  }
  if (changes(request.method)) {
    if (from_elsewhere(request)) return problem(*this, call, error("request.origin"));
    const std::string_view type = header(request, "content-type");
    const std::string_view kind = type.substr(0, type.find(';'));
    if (!route.takes.empty() && kind != "application/json") return problem(*this, call, error("request.body_type"));
    if (route.takes.empty() && !request.body.empty()) return problem(*this, call, error("request.no_body_here"));
  } else if (!request.body.empty()) {
    return problem(*this, call, error("request.no_body_here"));
  }

  call.caller.from = request.from;
  call.caller.now = site_.now();
  call.token = cookie(request);
  if (route.access != Access::open) {
    auto caller = site_.sign_in.caller(call.token, call.caller, route.access == Access::half);
    if (!caller) return problem(*this, call, caller.error());
    call.caller = std::move(*caller);
  }
  return route.answer(*this, call);
}

Response Api::answer(const Request& request) {
  Call call{request, nullptr, {}, {}, Language::nl, {}, {}};
  call.language = language_of(header(request, "accept-language"));
  Response out = routed(call);
  add_headers(out);
  if (site_.demo) out.headers.emplace_back("Koers-Demo", "synthetic");
  const auto digit = static_cast<std::size_t>(out.status / 100);
  answers_[digit < 6 ? digit : 5].fetch_add(1, std::memory_order_relaxed);
  return out;
}

std::string Api::metrics() const {
  std::string out =
      "# HELP koers_answers_total Answers by the first digit of their status.\n# TYPE koers_answers_total counter\n";
  for (int digit = 2; digit < 6; ++digit) {
    out += "koers_answers_total{status=\"" + std::to_string(digit) + "xx\"} " +
           std::to_string(answers_[static_cast<std::size_t>(digit)].load(std::memory_order_relaxed)) + "\n";
  }
  return out;
}

}  // namespace koers::http
