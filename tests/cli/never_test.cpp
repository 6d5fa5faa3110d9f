// What must never be: the scenarios of never.txt against the API, with the real course, picture and texts behind it.
#include <fstream>
#include <iostream>
#include <sstream>

#include "cli/case_catalogue.h"
#include "cli/serve_site.h"
#include "cli/speak.h"
#include "dossier/line_format.h"
#include "http/api.h"
#include "tests/store/store_dir.h"

namespace koers::cli {
namespace {

struct Scenario {
  int line = 0, status = 0;
  std::string who, method, path, body;
  std::vector<std::string> words;
};

std::string text_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in) << path;
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string trimmed(const std::string& text) {
  const std::size_t first = text.find_first_not_of(' '), last = text.find_last_not_of(' ');
  return first == std::string::npos ? "" : text.substr(first, last - first + 1);
}

std::vector<Scenario> scenarios() {
  std::vector<Scenario> out;
  std::istringstream lines(text_of("tests/cli/never.txt"));
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    if (line.empty() || line.front() == '#') continue;
    const std::size_t bang = line.rfind(" ! ");
    EXPECT_NE(bang, std::string::npos) << number;
    Scenario one;
    one.line = number;
    std::istringstream asked(line.substr(0, bang)), words(line.substr(bang + 3));
    asked >> one.who >> one.status >> one.method >> one.path;
    std::getline(asked, one.body);
    one.body = trimmed(one.body);
    for (std::string word; words >> word;) one.words.push_back(word);
    out.push_back(std::move(one));
  }
  return out;
}

class Never : public store::testing_::StoreDir {
 protected:
  void SetUp() override {
    store = make();
    accounts = *store::Accounts::open((dir / "accounts").string(), store->root(), false);
    auto read = dossier::read_lines(text_of("tests/cli/never.case"), "never.case");
    ASSERT_TRUE(read) << read.error().front().code << read.error().front().place.line;
    file = std::move(*read);
    auto other = dossier::read_lines(
        "case title=\"OTHERWORD\" synthetic=yes\npeople @x:worker\n2026-01-02 referral "
        "referrer=gp question=\"OTHERWORD\"\n",
        "other.case");
    ASSERT_TRUE(other);
    for (dossier::Entry& entry : other->entries) entry.author = person("carl");
    for (const dossier::CaseFile& one : {file, *other}) {
      const auto done = service::import_file(*store, one, catalogue(), today.date,
                                             store::testing_::event("file.import", store::Action::create));
      ASSERT_TRUE(done) << done.error().code;
      for (const dossier::Problem& problem : done->problems)
        ASSERT_NE(problem.severity, dossier::Severity::blocks) << problem.code;
    }
    replace["{family}"] = file.journal.text();
    replace["{other}"] = other->journal.text();
    for (const dossier::Entry& entry : file.entries) {
      if (entry.kind() == dossier::Kind::safety) replace["{threat}"] = entry.id.text();
    }
    const std::vector<std::array<std::string, 3>> people{
        {"anna", "worker", "north"},    {"old", "worker", "north"},      {"bea", "worker", "north"},
        {"dee", "worker", "north"},     {"carl", "worker", "south"},     {"sue", "supervisor", "north"},
        {"tom", "supervisor", "south"}, {"lea", "team_lead", "north"},   {"ida", "intake", "north"},
        {"boss", "administrator", ""},  {"olga", "privacy_officer", ""}, {"rob", "researcher", ""},
        {"quinn", "quality", ""},       {"mo", "method_owner", ""},      {"mother", "family", ""},
        {"father", "family", ""},       {"kid11", "family", ""},         {"kid12", "family", ""},
        {"kid16", "family", ""},        {"guard", "family", ""},         {"gran", "family", ""}};
    for (const auto& [login, role, team] : people) {
      store::Account account;
      account.person = person(login);
      account.login = account.name = login;
      account.roles = {role};
      if (!team.empty()) account.teams = {team};
      if (login == "dee") account.duty_from = 0, account.duty_until = today.instant() + 3600;
      ASSERT_TRUE(accounts->put(account));
      replace["{" + login + "}"] = account.person.text();
      tokens[login] = *accounts->begin_session(account.person, today.instant());
    }
    tokens["locked"] = *accounts->begin_session(person("anna"), today.instant(), true);
    tokens["forged"] = std::string(64, 'a');
    ASSERT_FALSE(families.build(*store, store::testing_::event("register.build")));
    acts.emplace(*store, *accounts, shipped_policy(), families, catalogue());
    service::SignInSettings settings;
    settings.second_factor = false;
    sign_in.emplace(*store, *accounts, shipped_policy(), settings);
    erasing.emplace(*store, *accounts, shipped_policy(), families, shipped_retention());
    forms.emplace(*acts, *store, catalogue());
    api.emplace(http::Site{*acts, *sign_in, *erasing, *forms, [this] { return today; },
                           [](const Message& message, Language language) { return messages(language).text(message); },
                           [this](const service::Opened& opened, LocalDate on, Language language) {
                             return served_course(opened, catalogue(), on, language);
                           },
                           [this](const service::Opened& opened, LocalDate on, Language language) {
                             return served_picture(opened, catalogue(), on, language);
                           },
                           [this](const std::string& instrument, bool at_home, LocalDate on, Language language) {
                             return served_form(instrument, catalogue(), at_home, on, language);
                           },
                           [] { return std::string(); }, false});
  }
  PersonId person(const std::string& handle) const { return dossier::person_of_handle(file.title, "@" + handle); }
  service::CatalogueOf catalogue() {
    return [this](std::span<const dossier::Entry> entries) -> const method::Catalogue& {
      const auto found = shared.of(entries);
      EXPECT_TRUE(found);
      return **found;
    };
  }
  std::string filled(std::string text) {
    replace["{new}"] = store::testing_::entry(++number).text();
    for (const auto& [from, to] : replace) {
      for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
        text.replace(at, from.size(), to);
    }
    return text;
  }
  http::Response ask(const std::string& who, const std::string& method, const std::string& path,
                     const std::string& body) {
    http::Request request;
    request.method = method;
    request.target = "/api/v1" + filled(path);
    request.body = filled(body);
    request.from = "10.0.0.1";
    if (!body.empty()) request.headers["content-type"] = "application/json";
    if (who != "guest") request.headers["cookie"] = "__Host-koers=" + tokens.at(who);
    return api->answer(request);
  }

  const CivilTime today = *CivilTime::parse("2026-11-26T09:00:00Z");
  dossier::CaseFile file;
  std::map<std::string, std::string> replace, tokens;
  std::uint32_t number = 900;
  std::unique_ptr<store::Store> store;
  std::unique_ptr<store::Accounts> accounts;
  SharedCatalogues shared{""};
  service::Register families;
  std::optional<service::Families> acts;
  std::optional<service::SignIn> sign_in;
  std::optional<service::Erasing> erasing;
  std::optional<service::FormCodes> forms;
  std::optional<http::Api> api;
};

const std::vector<std::string>& secrets() {
  static const std::vector<std::string> all{"TITLEWORD",   "ASKWORD",    "HIDDENSTREET", "THREATWORD",
                                            "MOTHERSAID",  "FATHERSAID", "KIDSAID",      "NOTFORFATHER",
                                            "CONTACTWORD", "NEEDWORD",   "GUIDANCEWORD", "GOALWORD"};
  return all;
}

TEST_F(Never, EveryScenario) {
  // That a word can be found at all: who treats the family reads each of them.
  const std::string all =
      ask("anna", "GET", "/families/{family}/entries", "").body + ask("anna", "GET", "/families", "").body;
  for (const std::string& word : secrets()) EXPECT_NE(all.find(word), std::string::npos) << word;
  const std::string course = ask("anna", "GET", "/families/{family}/course", "").body;
  EXPECT_NE(course.find("GOALWORD"), std::string::npos) << course;

  const auto tried = scenarios();
  EXPECT_GE(tried.size(), 60u);
  for (const Scenario& one : tried) {
    const http::Response got = ask(one.who, one.method, one.path, one.body);
    EXPECT_EQ(got.status, one.status) << "never.txt:" << one.line << ' ' << got.body;
    std::string answer = got.body;
    for (const auto& [name, value] : got.headers) answer += '\n' + name + ": " + value;
    std::vector<std::string> words;
    for (const std::string& word : one.words) {
      if (word == "ALL") words.insert(words.end(), secrets().begin(), secrets().end());
      if (word != "ALL") words.push_back(filled(word));
    }
    for (const std::string& word : words)
      EXPECT_EQ(answer.find(word), std::string::npos) << "never.txt:" << one.line << ' ' << word << " in " << answer;
  }
  std::cout << tried.size() << " scenarios of what must never be\n";
}

}  // namespace
}  // namespace koers::cli
