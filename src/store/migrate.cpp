#include "store/migrate.h"

namespace koers::store {
namespace {

constexpr std::string_view table = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'migration'";

Expected<std::int64_t> version_of(Db& db) {
  const auto has = db.number(table);
  if (!has || *has == 0) return has;
  return db.number("SELECT coalesce(max(number), 0) FROM migration");
}

Error wrong_version(const char* code, std::int64_t found, std::size_t known) {
  return error(code, {{"found", std::to_string(found)}, {"known", std::to_string(known)}});
}

}  // namespace

Expected<std::vector<std::string>> migrate(Db& db, std::span<const Migration> steps, bool dry_run) {
  const auto version = version_of(db);
  if (!version) return fail(version.error());
  if (*version > static_cast<std::int64_t>(steps.size()))
    return fail(wrong_version("db.newer", *version, steps.size()));
  std::vector<std::string> taken;
  for (const Migration& step : steps.subspan(static_cast<std::size_t>(*version))) {
    taken.emplace_back(step.name);
    if (dry_run) continue;
    Transaction transaction(db);
    if (transaction.fault()) return fail(*transaction.fault());
    std::string sql = "CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL);";
    sql += step.sql;
    if (auto fault = db.script(sql)) return fail(*fault);
    const auto noted =
        db.run("INSERT INTO migration (number, name) VALUES (?, ?)", {std::int64_t{step.number}, step.name});
    if (!noted) return fail(noted.error());
    if (auto fault = transaction.commit()) return fail(*fault);
  }
  return taken;
}

std::optional<Error> at_version(Db& db, std::span<const Migration> steps) {
  const auto version = version_of(db);
  if (!version) return version.error();
  const auto known = static_cast<std::int64_t>(steps.size());
  if (*version == known) return {};
  return wrong_version(*version > known ? "db.newer" : "db.older", *version, steps.size());
}

}  // namespace koers::store
