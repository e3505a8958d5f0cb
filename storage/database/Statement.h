// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Ids.h"
#include "core/values/Result.h"

#include <QByteArray>
#include <QString>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace casebook {

class Connection;

/// A prepared SQL statement, borrowed from its connection's cache and given back at the end.
/// Places to bind count from 1, columns from 0. Errors of bind are kept and told by step().
/// Same thread as the connection it came from.
class Statement {
public:
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&&) = delete;
    ~Statement();

    template <std::integral T> Statement& bind(int at, T value) {
        return bindInteger(at, static_cast<std::int64_t>(value));
    }
    template <std::floating_point T> Statement& bind(int at, T value) {
        return bindReal(at, static_cast<double>(value));
    }
    Statement& bind(int at, const QString& value) {
        return bindText(at, value);
    } ///< a null QString is stored as ''
    Statement& bind(int at, const QByteArray& value) { return bindBlob(at, value); }
    Statement& bind(int at, const Uuid& value) {
        return value.bytes.isEmpty() ? bindNull(at) : bindBlob(at, value.bytes);
    }
    Statement& bind(int at, std::nullptr_t) { return bindNull(at); }
    template <class Tag, class Rep> Statement& bind(int at, Id<Tag, Rep> id) { return bind(at, id.value); }
    template <class T> Statement& bind(int at, const std::optional<T>& value) {
        return value ? bind(at, *value) : bindNull(at);
    }
    template <class... T> Statement& bindAll(const T&... values) {
        int at = 0;
        (bind(++at, values), ...);
        return *this;
    }

    /// @return true when there is a row, false at the end. Errors: see Connection.
    [[nodiscard]] Result<bool> step();
    /// Runs a statement that gives no rows and makes it ready for the next binding.
    [[nodiscard]] Result<> run();
    void reset(); ///< ready to bind and run again; bindings are cleared

    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] QString text(int column) const;
    [[nodiscard]] QByteArray blob(int column) const;
    [[nodiscard]] Uuid uuid(int column) const { return Uuid{blob(column)}; }
    [[nodiscard]] std::optional<QString> textOrNull(int column) const;
    [[nodiscard]] std::optional<std::int64_t> integerOrNull(int column) const;
    template <class AnyId> [[nodiscard]] AnyId id(int column) const { return AnyId{integer(column)}; }

private:
    friend class Connection;
    Statement(Connection* owner, void* handle, QByteArray sql);
    Statement& bindInteger(int at, std::int64_t value);
    Statement& bindReal(int at, double value);
    Statement& bindText(int at, const QString& value);
    Statement& bindBlob(int at, const QByteArray& value);
    Statement& bindNull(int at);
    void keep(int code);

    Connection* owner_ = nullptr;
    void* handle_ = nullptr; ///< sqlite3_stmt
    QByteArray sql_;
    int bindError_ = 0;
};

} // namespace casebook
