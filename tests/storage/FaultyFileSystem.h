// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/vault/FileSystem.h"

#include <csignal>
#include <functional>

namespace casebook::test {

/// The real disk, until call number `faultAt` (from 1): that call fails, or the process dies there.
class FaultyFileSystem final : public RealFileSystem {
public:
    enum class Fault { DiskFull, IoError, ShortWrite, KillBefore };

    int faultAt = 0; ///< 0: never
    Fault fault = Fault::DiskFull;
    int calls = 0;

    Result<Fd> create(const QString& p) override {
        return gate(p, [&] { return RealFileSystem::create(p); });
    }
    Result<Fd> openReadOnly(const QString& p) override {
        return gate(p, [&] { return RealFileSystem::openReadOnly(p); });
    }
    Result<> write(const Fd& f, std::span<const std::byte> b, const QString& p) override {
        if (calls + 1 == faultAt && fault == Fault::ShortWrite)
            static_cast<void>(RealFileSystem::write(f, b.first(b.size() / 2), p));
        return gate(p, [&] { return RealFileSystem::write(f, b, p); });
    }
    Result<> readAt(const Fd& f, std::int64_t o, std::span<std::byte> i, const QString& p) override {
        return gate(p, [&] { return RealFileSystem::readAt(f, o, i, p); });
    }
    Result<> sync(const Fd& f, const QString& p) override {
        return gate(p, [&] { return RealFileSystem::sync(f, p); });
    }
    Result<> rename(const QString& a, const QString& b) override {
        return gate(b, [&] { return RealFileSystem::rename(a, b); });
    }
    Result<> syncFolder(const QString& p) override {
        return gate(p, [&] { return RealFileSystem::syncFolder(p); });
    }
    Result<> remove(const QString& p) override {
        return gate(p, [&] { return RealFileSystem::remove(p); });
    }

private:
    template <class F> std::invoke_result_t<F> gate(const QString& path, F call) {
        if (++calls != faultAt)
            return call();
        if (fault == Fault::KillBefore)
            ::raise(SIGKILL);
        return fail(ErrorKind::System, fault == Fault::IoError ? "io-error" : "disk-full", path);
    }
};

} // namespace casebook::test
