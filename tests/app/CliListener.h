// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/app/CliStudy.h"
#include "tests/support/Peers.h"

#include <signal.h>

namespace casebook::test {

/// `dicom listen` in the background, as CASEBOOK on a free port; killed with the value.
struct CliListener {
    CliListener() = default;
    ~CliListener() {
        process.kill();
        process.waitForFinished();
    }
    CliListener(const CliListener&) = delete;
    CliListener& operator=(const CliListener&) = delete;

    [[nodiscard]] bool start(const QStringList& more) {
        port = freePort();
        CliStudy::start(process, QStringList{QStringLiteral("--json"), QStringLiteral("dicom"),
                                             QStringLiteral("listen"), QStringLiteral("--aet"),
                                             QStringLiteral("CASEBOOK"), QStringLiteral("--port"),
                                             QString::number(port)} +
                                     more);
        return waitForWord("listening");
    }
    /// On its standard error.
    [[nodiscard]] bool waitForWord(const QByteArray& word) {
        process.setReadChannel(QProcess::StandardError);
        while (!err.contains(word)) {
            if (!process.waitForReadyRead(30'000))
                return false;
            err += process.readAllStandardError();
        }
        return true;
    }
    /// Ends as a person does, by Ctrl+C, after everything was taken in.
    CliRun interrupt() {
        (void)waitForWord("released");
        ::kill(pid_t(process.processId()), SIGINT);
        CliRun out;
        if (process.waitForFinished(60'000) && process.exitStatus() == QProcess::NormalExit)
            out.exit = process.exitCode();
        out.out = process.readAllStandardOutput();
        out.err = err + process.readAllStandardError();
        return out;
    }

    QProcess process;
    QByteArray err;
    int port = 0;
};

} // namespace casebook::test
