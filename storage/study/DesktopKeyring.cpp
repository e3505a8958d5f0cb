// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/study/DesktopKeyring.h"

#include <libsecret/secret.h>

#include <QFileInfo>

#include <cstring>
#include <memory>

namespace casebook::desktopKeyring {

namespace {

const SecretSchema* schema() {
    static const SecretSchema made = [] {
        SecretSchema s{};
        s.name = "org.casebook.Study";
        s.flags = SECRET_SCHEMA_NONE;
        s.attributes[0] = {"study", SECRET_SCHEMA_ATTRIBUTE_STRING};
        s.attributes[1] = {"user", SECRET_SCHEMA_ATTRIBUTE_STRING};
        return s;
    }();
    return &made;
}

struct Freed {
    void operator()(GError* error) const { g_error_free(error); }
    void operator()(char* password) const { secret_password_free(password); }
    void operator()(GList* items) const { g_list_free_full(items, g_object_unref); }
    void operator()(GHashTable* attributes) const { g_hash_table_unref(attributes); }
};

std::unique_ptr<GHashTable, Freed> attributesOf(const Entry& entry) {
    const QByteArray study = entry.study.toHex(), user = entry.user.toHex();
    return std::unique_ptr<GHashTable, Freed>(
        user.isEmpty() ? secret_attributes_build(schema(), "study", study.constData(), nullptr)
                       : secret_attributes_build(schema(), "study", study.constData(), "user",
                                                 user.constData(), nullptr));
}

/// What a call of libsecret left in `error`, which may be null.
Result<> outcome(GError* raw) {
    const std::unique_ptr<GError, Freed> error(raw);
    if (!error)
        return {};
    // A service that is there and says no answers in its own domain, or is locked; all else of D-Bus is no service.
    const bool refused = error->domain == secret_error_get_quark() ||
                         g_error_matches(error.get(), G_IO_ERROR, G_IO_ERROR_CANCELLED);
    return fail(ErrorKind::System, refused ? "keyring-refused" : "no-keyring");
}

/// Without a bus GDBus would start one for itself where there is a display. And a bus that ends would end us.
bool hasSessionBus() {
    const bool isThere =
        qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS") ||
        (qEnvironmentVariableIsSet("XDG_RUNTIME_DIR") &&
         QFileInfo::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + QStringLiteral("/bus")));
    GDBusConnection* bus = isThere ? g_bus_get_sync(G_BUS_TYPE_SESSION, nullptr, nullptr) : nullptr;
    if (!bus)
        return false;
    g_dbus_connection_set_exit_on_close(bus, FALSE);
    g_object_unref(bus);
    return true;
}

SecretBytes hexOf(const SecretBytes& bytes) {
    constexpr char digits[] = "0123456789abcdef";
    SecretBytes text(2 * bytes.size() + 1); // ends with zero
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        text.data()[2 * i] = std::uint8_t(digits[bytes.data()[i] >> 4]);
        text.data()[2 * i + 1] = std::uint8_t(digits[bytes.data()[i] & 15]);
    }
    return text;
}

int digitOf(char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; }

/// Empty where it is no hex.
SecretBytes fromHex(const char* text) {
    const std::size_t length = std::strlen(text) / 2;
    SecretBytes bytes(length);
    for (std::size_t i = 0; i < length; ++i) {
        const int high = digitOf(text[2 * i]), low = digitOf(text[2 * i + 1]);
        if (high < 0 || low < 0)
            return {};
        bytes.data()[i] = std::uint8_t(high << 4 | low);
    }
    return bytes;
}

} // namespace

Result<bool> holds(const Entry& entry) {
    if (!hasSessionBus())
        return fail(ErrorKind::System, "no-keyring");
    GError* error = nullptr;
    const std::unique_ptr<GList, Freed> items(secret_password_searchv_sync(
        schema(), attributesOf(entry).get(), SECRET_SEARCH_NONE, nullptr, &error));
    return outcome(error).map([&] { return items != nullptr; });
}

Result<SecretBytes> read(const Entry& entry) {
    if (!hasSessionBus())
        return fail(ErrorKind::System, "no-keyring");
    GError* error = nullptr;
    const std::unique_ptr<char, Freed> text(
        secret_password_lookupv_nonpageable_sync(schema(), attributesOf(entry).get(), nullptr, &error));
    if (auto done = outcome(error); !done)
        return tl::unexpected(done.error());
    return text ? fromHex(text.get()) : SecretBytes();
}

Result<> write(const Entry& entry, const QString& label, const SecretBytes& secret) {
    if (!hasSessionBus())
        return fail(ErrorKind::System, "no-keyring");
    GError* error = nullptr;
    const SecretBytes text = hexOf(secret);
    secret_password_storev_sync(schema(), attributesOf(entry).get(), SECRET_COLLECTION_DEFAULT,
                                label.toUtf8().constData(), reinterpret_cast<const char*>(text.data()),
                                nullptr, &error);
    return outcome(error);
}

Result<> erase(const Entry& entry) {
    if (!hasSessionBus())
        return fail(ErrorKind::System, "no-keyring");
    GError* error = nullptr;
    secret_password_clearv_sync(schema(), attributesOf(entry).get(), nullptr, &error);
    return outcome(error);
}

} // namespace casebook::desktopKeyring
