#include "service/sign_in.h"

#include <algorithm>

#include "service/fresh.h"
#include "service/second_person.h"

namespace koers::service {
namespace {

constexpr std::size_t least_password = 12, most_password = 256, recovery_codes = 10;
constexpr int free_attempts = 5;
constexpr std::int64_t longest_wait = 15 * 60;

bool is_code(std::string_view text) {
  constexpr std::size_t longest = 40;
  return !text.empty() && text.size() <= longest && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

bool is_login(std::string_view text) {
  constexpr std::size_t longest = 100;
  return !text.empty() && text.size() <= longest && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.' || c == '@' || c == '+';
  });
}

constexpr std::size_t word_bytes = 20, recovery_bytes = 10;

}  // namespace

std::int64_t Attempts::wait(const std::string& whose, std::int64_t now) {
  const std::lock_guard lock(mutex_);
  const auto found = tried_.find(whose);
  return found == tried_.end() ? 0 : std::max<std::int64_t>(0, found->second.until - now);
}

void Attempts::wrong(const std::string& whose, std::int64_t now) {
  const std::lock_guard lock(mutex_);
  // What waited out long ago is forgotten, or made-up logins would fill the memory.
  constexpr std::size_t many = 10'000;
  if (tried_.size() > many)
    std::erase_if(tried_, [&](const auto& item) { return item.second.until + longest_wait < now; });
  Tried& tried = tried_[whose];
  ++tried.wrong;
  constexpr int doublings = 10;
  const int more = std::min(tried.wrong - free_attempts, doublings);
  tried.until = more < 0 ? 0 : now + std::min<std::int64_t>(longest_wait, std::int64_t{2} << more);
}

void Attempts::right(const std::string& whose) {
  const std::lock_guard lock(mutex_);
  tried_.erase(whose);
}

std::optional<Error> SignIn::log(const Caller& caller, const std::string& act, store::Action action,
                                 store::Outcome outcome) {
  store::AccessEvent event = event_of(caller, act, action);
  event.purpose = "administration";
  event.outcome = outcome;
  const auto logged = store_.append({{}, {}, event});
  return logged ? std::nullopt : std::optional(logged.error());
}

std::optional<Error> SignIn::must_wait(std::initializer_list<std::string> whose, std::int64_t now) {
  std::int64_t wait = 0;
  for (const std::string& one : whose) wait = std::max(wait, attempts_.wait(one, now));
  return wait > 0 ? std::optional(error("sign_in.wait", {{"seconds", std::to_string(wait)}})) : std::nullopt;
}

std::string SignIn::invite(store::Account& account, std::int64_t now) const {
  std::string word = fresh_word(word_bytes);
  account.invitation = accounts_.tag_of("invitation " + word);
  account.invited_until = now + settings_.invitation_seconds;
  return word;
}

std::optional<Error> SignIn::may(const Caller& caller, const std::string& act, store::Action action) {
  const bool allowed = policy_.grant(caller.roles, Relation::none, act) != nullptr;
  if (auto fault = log(caller, act, action, allowed ? store::Outcome::done : store::Outcome::refused)) return fault;
  return allowed ? std::nullopt : std::optional(error("access.refused"));
}

std::optional<Error> SignIn::well_formed(const store::Account& account) const {
  constexpr std::size_t longest_name = 100;
  if (!is_login(account.login)) return error("account.bad_login");
  if (account.name.empty() || account.name.size() > longest_name) return error("account.bad_name");
  for (const std::string& role : account.roles) {
    if (std::ranges::find(policy_.roles(), role) == policy_.roles().end())
      return error("account.no_such_role", {{"role", role.substr(0, 40)}});
  }
  if (!std::ranges::all_of(account.teams, is_code)) return error("account.bad_code");
  return {};
}

Expected<std::string> SignIn::password_of(const std::string& password, const store::Account& account) const {
  if (password.size() < least_password) return fail("password.too_short", {{"least", std::to_string(least_password)}});
  if (password.size() > most_password) return fail("password.too_long", {{"most", std::to_string(most_password)}});
  const std::string plain = lower_ascii(password);
  const std::string owner = account.login.substr(0, account.login.find('@'));
  std::string seen = plain;
  std::ranges::sort(seen);
  const auto distinct = std::ranges::unique(seen).begin() - seen.begin();
  constexpr int least_distinct = 5;
  if (distinct < least_distinct || (owner.size() > 3 && plain.find(owner) != std::string::npos))
    return fail("password.too_plain");
  return store::password_hash(password, settings_.effort);
}

std::string SignIn::setup_word() {
  const std::lock_guard lock(setup_mutex_);
  if (!accounts_.empty()) return {};
  if (setup_word_.empty()) setup_word_ = fresh_word(word_bytes);
  return setup_word_;
}

Expected<SignIn::Invited> SignIn::set_up(std::string_view word, const SetUp& first, const Caller& from) {
  const std::lock_guard lock(setup_mutex_);
  if (!accounts_.empty()) return fail("setup.done");
  const std::int64_t now = from.now.instant();
  if (auto fault = must_wait({"setup"}, now)) return fail(*fault);
  if (setup_word_.empty() || accounts_.tag_of(word) != accounts_.tag_of(setup_word_)) {
    attempts_.wrong("setup", now);
    return fail("setup.wrong");
  }
  const auto administrator = [](const std::string& login, const std::string& name) {
    store::Account out;
    out.person = fresh_id<PersonId>();
    out.login = lower_ascii(login);
    out.name = name;
    out.roles = {"administrator"};
    return out;
  };
  store::Account account = administrator(first.login, first.name);
  store::Account second = administrator(first.second_login, first.second_name);
  const bool two = !second.login.empty();
  if (auto fault = well_formed(account)) return fail(*fault);
  if (two) {
    if (auto fault = well_formed(second)) return fail(*fault);
    if (second.login == account.login) return fail("account.login_taken");
  }
  auto hash = password_of(first.password, account);
  if (!hash) return fail(hash.error());
  account.password = std::move(*hash);
  Caller by = from;
  by.person = account.person;
  by.roles = account.roles;
  if (auto fault = log(by, "accounts.set_up", store::Action::create)) return fail(*fault);
  auto kept = accounts_.put(std::move(account));
  if (!kept) return fail(kept.error());
  setup_word_.clear();
  Invited out{std::move(*kept), {}, {}};
  if (!two) return out;
  auto other = keep_new(std::move(second), now);
  if (!other) return fail(other.error());
  out.word = other->word;
  return out;
}

bool SignIn::code_right(store::Account& account, const std::string& code, std::int64_t now) const {
  if (const auto counter = store::code_holds(account.code_secret, code, now, account.last_code)) {
    account.last_code = *counter;
    return true;
  }
  const auto used = std::ranges::find(account.recovery, accounts_.tag_of("recovery " + lower_ascii(code)));
  if (used == account.recovery.end()) return false;
  account.recovery.erase(used);
  return true;
}

Expected<store::Account> SignIn::proven(const std::string& login, const std::string& password, const std::string& code,
                                        const Caller& from) {
  const std::int64_t now = from.now.instant();
  const std::string by_login = "login " + accounts_.tag_of(lower_ascii(login)), by_address = "from " + from.from;
  if (auto fault = must_wait({by_login, by_address}, now)) return fail(*fault);
  auto account = accounts_.find_login(lower_ascii(login));
  // An unknown login costs the same time as a known one.
  static const std::string nobody = store::password_hash("nobody signs in with this", settings_.effort).value_or("");
  const bool known = account && account->active && !account->password.empty();
  const bool holds = store::password_holds(known ? account->password : nobody, password.substr(0, most_password + 1));
  Caller who = from;
  if (account) {
    who.person = account->person;
    who.roles = account->roles;
  }
  const auto wrong = [&](const char* fault) -> Error {
    attempts_.wrong(by_login, now);
    attempts_.wrong(by_address, now);
    if (auto not_logged = log(who, "sign_in", store::Action::execute, store::Outcome::refused)) return *not_logged;
    return error(fault);
  };
  if (!known || !holds) return fail(wrong("sign_in.wrong"));
  if (account->code_confirmed) {
    if (code.empty()) return fail("sign_in.code_needed");
    if (!code_right(*account, code, now)) return fail(wrong("sign_in.code_wrong"));
    auto kept = accounts_.put(*account);
    if (!kept) return fail(kept.error());
    account = std::move(*kept);
  }
  attempts_.right(by_login);
  attempts_.right(by_address);
  return std::move(*account);
}

Expected<SignedIn> SignIn::sign_in(const std::string& login, const std::string& password, const std::string& code,
                                   const Caller& from) {
  auto account = proven(login, password, code, from);
  if (!account) return fail(account.error());
  Caller who = from;
  who.person = account->person;
  who.roles = account->roles;
  if (auto fault = log(who, "sign_in", store::Action::execute)) return fail(*fault);
  auto token = accounts_.begin_session(account->person, from.now.instant());
  if (!token) return fail(token.error());
  const bool needs = settings_.second_factor && !account->code_confirmed;
  return SignedIn{std::move(*token), std::move(*account), needs};
}

std::optional<Error> SignIn::vouch(const std::string& login, const std::string& password, const std::string& code,
                                   const std::string& act, const Caller& from) {
  const auto account = proven(login, password, code, from);
  if (!account) return account.error();
  Caller who = from;
  who.person = account->person;
  who.roles = account->roles;
  return may(who, act, store::Action::execute);
}

Expected<Caller> SignIn::caller(std::string_view token, const Caller& from, bool without_factor) {
  return caller_of(accounts_.session(token, from.now.instant(), settings_.idle_seconds, settings_.longest_seconds),
                   from, without_factor);
}

Expected<Caller> SignIn::still(std::string_view token, const Caller& from) const {
  return caller_of(
      accounts_.session(token, from.now.instant(), settings_.idle_seconds, settings_.longest_seconds, true), from,
      false);
}

Expected<Caller> SignIn::caller_of(const std::optional<store::Session>& session, const Caller& from,
                                   bool without_factor) const {
  const auto account = session ? accounts_.find(session->person) : std::nullopt;
  if (!account || !account->active) return fail("sign_in.no_session");
  if (session->locked) return fail("session.locked");
  if (settings_.second_factor && !account->code_confirmed && !without_factor) return fail("second_factor.needed");
  Caller out = from;
  out.person = account->person;
  out.roles = account->roles;
  out.teams = account->teams;
  return out;
}

std::optional<Error> SignIn::sign_out(std::string_view token, const Caller& caller, bool everywhere) {
  if (auto fault = log(caller, "sign_out", store::Action::execute)) return fault;
  return everywhere ? accounts_.end_sessions(caller.person) : accounts_.end_session(token);
}

Expected<std::string> SignIn::lock(std::string_view token, const Caller& caller) {
  if (auto fault = log(caller, "session.lock", store::Action::execute)) return fail(*fault);
  if (auto fault = accounts_.end_session(token)) return fail(*fault);
  return accounts_.begin_session(caller.person, caller.now.instant(), true);
}

Expected<std::string> SignIn::begin_second_factor(const Caller& caller) {
  auto account = accounts_.find(caller.person);
  if (!account) return fail("account.unknown");
  if (account->code_confirmed) return fail("second_factor.there");
  account->code_secret = store::random_bytes(store::code_secret_bytes);
  const auto kept = accounts_.put(std::move(*account));
  if (!kept) return fail(kept.error());
  return store::code_address(kept->login, kept->code_secret);
}

Expected<std::vector<std::string>> SignIn::confirm_second_factor(const Caller& caller, const std::string& code) {
  auto account = accounts_.find(caller.person);
  if (!account || account->code_secret.empty()) return fail("second_factor.none");
  if (account->code_confirmed) return fail("second_factor.there");
  const std::string whose = "factor " + caller.person.text();
  const std::int64_t now = caller.now.instant();
  if (auto fault = must_wait({whose}, now)) return fail(*fault);
  const auto counter = store::code_holds(account->code_secret, code, now, account->last_code);
  if (!counter) {
    attempts_.wrong(whose, now);
    return fail("second_factor.wrong");
  }
  attempts_.right(whose);
  account->last_code = *counter;
  account->code_confirmed = true;
  std::vector<std::string> words;
  account->recovery.clear();
  for (std::size_t i = 0; i < recovery_codes; ++i) {
    words.push_back(fresh_word(recovery_bytes));
    account->recovery.push_back(accounts_.tag_of("recovery " + words.back()));
  }
  if (auto fault = log(caller, "second_factor", store::Action::create)) return fail(*fault);
  if (const auto kept = accounts_.put(std::move(*account)); !kept) return fail(kept.error());
  return words;
}

Expected<std::vector<store::Account>> SignIn::accounts(const Caller& caller) {
  if (auto fault = may(caller, "accounts.list", store::Action::read)) return fail(*fault);
  return accounts_.all();
}

Expected<SignIn::Invited> SignIn::keep_new(store::Account account, std::int64_t now) {
  const std::string word = invite(account, now);
  auto kept = accounts_.put(std::move(account));
  if (!kept) return fail(kept.error());
  return Invited{std::move(*kept), word, {}};
}

Expected<SignIn::Invited> SignIn::wait_for_another(const Caller& caller, const store::Account& as_is,
                                                   store::Account wanted) {
  if (auto fault = forget_proposals(wanted.person)) return fail(*fault);
  store::Proposal proposal;
  proposal.by = caller.person;
  proposal.at = caller.now.instant();
  proposal.account = std::move(wanted);
  if (auto fault = log(caller, "accounts.propose", store::Action::create)) return fail(*fault);
  auto kept = accounts_.propose(std::move(proposal));
  if (!kept) return fail(kept.error());
  return Invited{as_is, {}, std::move(*kept)};
}

Expected<SignIn::Invited> SignIn::add_account(const Caller& caller, store::Account account) {
  if (auto fault = may(caller, "accounts.add", store::Action::create)) return fail(*fault);
  if (account.person.empty()) account.person = fresh_id<PersonId>();
  if (auto fault = may_be_new(account)) return fail(*fault);
  if (policy_.second_person(account.roles)) return wait_for_another(caller, account, account);
  return keep_new(std::move(account), caller.now.instant());
}

std::optional<Error> SignIn::may_be_new(store::Account& account) const {
  account.login = lower_ascii(account.login);
  account.version = 0;
  if (accounts_.find(account.person)) return error("account.person_taken");
  if (accounts_.find_login(account.login)) return error("account.login_taken");
  return well_formed(account);
}

std::optional<Error> SignIn::may_add_for_family(store::Account account) const {
  account.roles = {"family"};
  account.teams.clear();
  return may_be_new(account);
}

Expected<SignIn::Invited> SignIn::add_for_family(const Caller& caller, store::Account account) {
  account.roles = {"family"};
  account.teams.clear();
  if (auto fault = may_be_new(account)) return fail(*fault);
  return keep_new(std::move(account), caller.now.instant());
}

namespace {
bool administers(const store::Account& one) {
  return one.active && std::ranges::find(one.roles, "administrator") != one.roles.end();
}
}  // namespace

Expected<SignIn::Invited> SignIn::change_account(const Caller& caller, const store::Account& changed) {
  if (auto fault = may(caller, "accounts.change", store::Action::update)) return fail(*fault);
  const auto before = accounts_.find(changed.person);
  if (!before) return fail("account.unknown");
  if (changed.version != before->version) return fail("account.moved");
  store::Account account = *before;
  account.name = changed.name;
  account.roles = changed.roles;
  account.teams = changed.teams;
  account.active = changed.active;
  if (auto fault = well_formed(account)) return fail(*fault);
  if (auto fault = still_administered(*before, account)) return fail(*fault);
  const bool other_part =
      account.roles != before->roles || account.teams != before->teams || (account.active && !before->active);
  if (other_part && (policy_.second_person(account.roles) || policy_.second_person(before->roles))) {
    // What only takes away, nobody has to agree to.
    if (account.active) return wait_for_another(caller, *before, std::move(account));
    account.roles = before->roles;
    account.teams = before->teams;
  }
  // What was proposed was thought of an account that is another now.
  if (auto fault = forget_proposals(account.person)) return fail(*fault);
  return keep_change(std::move(account));
}

std::optional<Error> SignIn::forget_proposals(PersonId person) {
  const auto all = accounts_.proposals();
  for (const store::Proposal& one : all) {
    if (one.what != store::Proposal::What::account || one.account.person != person) continue;
    if (auto fault = accounts_.drop_proposal(one.id)) return fault;
  }
  return {};
}

Expected<SignIn::Invited> SignIn::keep_change(store::Account account) {
  const auto before = accounts_.find(account.person);
  if (!before) return fail("account.unknown");
  const bool less = account.roles != before->roles || (before->active && !account.active);
  if (auto fault = still_administered(*before, account)) return fail(*fault);
  auto kept = accounts_.put(std::move(account));
  if (!kept) return fail(kept.error());
  if (less) {
    if (auto fault = accounts_.end_sessions(kept->person)) return fail(*fault);
  }
  return Invited{std::move(*kept), {}, {}};
}

std::optional<Error> SignIn::still_administered(const store::Account& before, const store::Account& after) const {
  if (!administers(before) || administers(after)) return {};
  const auto all = accounts_.all();
  return std::ranges::count_if(all, administers) > 1 ? std::nullopt
                                                     : std::optional(error("account.last_administrator"));
}

bool SignIn::another_administrator(PersonId than) const {
  const auto all = accounts_.all();
  return std::ranges::any_of(
      all, [&](const store::Account& one) { return one.person != than && administers(one) && !one.password.empty(); });
}

Expected<std::vector<store::Proposal>> SignIn::waiting(const Caller& caller) {
  if (auto fault = may(caller, "proposals.list", store::Action::read)) return fail(*fault);
  return accounts_.proposals();
}

std::optional<std::size_t> SignIn::how_many_wait(const Caller& caller) const {
  if (policy_.grant(caller.roles, Relation::none, "proposals.list") == nullptr) return {};
  return accounts_.proposals().size();
}

Expected<SignIn::Invited> SignIn::agree(const Caller& caller, const std::string& proposal) {
  if (auto fault = may(caller, "accounts.change", store::Action::update)) return fail(*fault);
  const auto found = accounts_.proposal(proposal);
  if (!found || found->what != store::Proposal::What::account) return fail("proposal.unknown");
  if (auto fault = may_not_agree(*found, caller, another_administrator(caller.person), settings_.alone_seconds))
    return fail(*fault);
  if (auto fault = log(caller, "accounts.agree", store::Action::execute)) return fail(*fault);
  // The account as it is by now, but for what was proposed: a password changed in between stays.
  const store::Account& wanted = found->account;
  Expected<Invited> done = fail("account.moved");
  if (wanted.version == 0) {
    done = keep_new(wanted, caller.now.instant());
  } else if (auto now = accounts_.find(wanted.person)) {
    now->name = wanted.name;
    now->roles = wanted.roles;
    now->teams = wanted.teams;
    now->active = wanted.active;
    done = keep_change(std::move(*now));
  }
  if (!done) return done;
  if (auto fault = accounts_.drop_proposal(proposal)) return fail(*fault);
  return done;
}

std::optional<Error> SignIn::withdraw(const Caller& caller, const std::string& proposal) {
  if (auto fault = may(caller, "accounts.change", store::Action::update)) return fault;
  const auto found = accounts_.proposal(proposal);
  if (!found || found->what != store::Proposal::What::account) return error("proposal.unknown");
  return accounts_.drop_proposal(proposal);
}

std::optional<Error> SignIn::set_duty(const Caller& caller, PersonId person, std::int64_t from, std::int64_t until) {
  if (auto fault = may(caller, "duty.set", store::Action::update)) return fault;
  auto account = accounts_.find(person);
  const bool all = std::ranges::find(caller.roles, "administrator") != caller.roles.end();
  const bool shared = account && std::ranges::any_of(account->teams, [&](const std::string& team) {
                        return std::ranges::find(caller.teams, team) != caller.teams.end();
                      });
  if (!account || (!all && !shared)) return error("account.unknown");
  if (from < 0 || until < from || until - from > settings_.duty_seconds)
    return error("duty.bad_period", {{"days", std::to_string(settings_.duty_seconds / (24 * 60 * 60))}});
  account->duty_from = from;
  account->duty_until = until;
  const auto kept = accounts_.put(std::move(*account));
  return kept ? std::nullopt : std::optional(kept.error());
}

Expected<SignIn::Invited> SignIn::invite_again(const Caller& caller, PersonId person) {
  if (auto fault = may(caller, "accounts.change", store::Action::update)) return fail(*fault);
  auto account = accounts_.find(person);
  if (!account) return fail("account.unknown");
  const std::string word = invite(*account, caller.now.instant());
  account->password.clear();
  account->code_secret.clear();
  account->code_confirmed = false;
  account->recovery.clear();
  auto kept = accounts_.put(std::move(*account));
  if (!kept) return fail(kept.error());
  if (auto fault = accounts_.end_sessions(person)) return fail(*fault);
  return Invited{std::move(*kept), word, {}};
}

Expected<store::Account> SignIn::accept_invitation(const std::string& login, std::string_view word,
                                                   const std::string& password, const Caller& from) {
  const std::int64_t now = from.now.instant();
  const std::string whose = "invitation " + from.from;
  if (auto fault = must_wait({whose}, now)) return fail(*fault);
  auto account = accounts_.find_login(lower_ascii(login));
  const std::string tag = accounts_.tag_of("invitation " + lower_ascii(word.substr(0, 100)));
  if (!account || !account->active || account->invitation.empty() || account->invitation != tag ||
      account->invited_until < now) {
    attempts_.wrong(whose, now);
    return fail("invitation.wrong");
  }
  auto hash = password_of(password, *account);
  if (!hash) return fail(hash.error());
  account->password = std::move(*hash);
  account->invitation.clear();
  account->invited_until = 0;
  Caller by = from;
  by.person = account->person;
  by.roles = account->roles;
  if (auto fault = log(by, "accounts.accept", store::Action::update)) return fail(*fault);
  return accounts_.put(std::move(*account));
}

}  // namespace koers::service
