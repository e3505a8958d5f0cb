// SPDX-License-Identifier: GPL-3.0-or-later
//
// A person types and the program dies. The program starts itself as the one that dies: "--child FOLDER FORM".
#include "storage/forms/DraftService.h"
#include "tests/storage/StudyForms.h"

#include <QProcess>

#include <cstdio>

using namespace casebook;
using namespace casebook::test;

namespace {

/// Types ever longer notes and says which are durable, until it is killed.
int typeUntilKilled(const QString& folder, const QString& form) {
    auto vault = Vault::unlock(folder, {}, secret(goodPassphrase), Access::ReadWrite);
    if (!vault)
        return 1;
    DraftService drafts((*vault)->database(), (*vault)->session());
    for (int i = 1;; ++i) {
        const auto put = drafts.put(Uuid::fromString(form), StudyForms::path(i % 2 ? "weight" : "height"),
                                    QStringLiteral("%1 kilo").arg(i));
        if (!QFuture<Result<>>(put).takeResult())
            return 1;
        std::printf("%d\n", i);
        std::fflush(stdout);
    }
}

} // namespace

class DraftKillTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingTypedIsLost() {
        StudyForms forms;
        QVERIFY(forms.make());
        const FormInfo form = forms.begin("S-0001/BASE/VITALS");
        VERIFY_OK(forms.fixture().vault->lock());
        forms.fixture().vault.reset();

        QProcess process;
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(QCoreApplication::applicationFilePath(),
                      {QStringLiteral("--child"), forms.fixture().folder(), form.uuid.toString()});
        QByteArray told;
        while (told.count('\n') < 25 && process.waitForReadyRead(30'000))
            told += process.readAllStandardOutput();
        process.kill();
        process.waitForFinished();
        told += process.readAllStandardOutput();
        const QByteArrayList lines = told.left(told.lastIndexOf('\n')).split('\n');
        const int last = lines.last().toInt();
        QVERIFY2(last >= 25, told);

        forms.fixture().clock.utc = QDateTime::currentMSecsSinceEpoch();
        QVERIFY(forms.fixture().open());
        const DraftService drafts(forms.database(), forms.session());
        const auto kept = drafts.drafts(form.uuid);
        VERIFY_OK(kept);
        QCOMPARE(kept->size(), 2);
        // Each of the two fields holds the last text that was told as durable, or one typed after it.
        for (const Draft& draft : *kept)
            QVERIFY2(draft.raw.section(u' ', 0, 0).toInt() >= last - 1, qPrintable(draft.raw));
        // And nobody reads them in the files.
        QCOMPARE(readFile(forms.fixture().path(QStringLiteral("casebook.db"))).count("kilo"), 0);
    }
};

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    if (arguments.value(1) == u"--child")
        return typeUntilKilled(arguments.value(2), arguments.value(3));
    DraftKillTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "DraftKillTest.moc"
