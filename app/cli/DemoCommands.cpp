// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Command.h"
#include "app/cli/Context.h"
#include "app/cli/Words.h"
#include "storage/demo/DemoStudy.h"

#include <QDate>
#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QJsonObject>

#include <limits>

namespace casebook {

namespace {

constexpr int mostSubjects = 2000;

bool isAbsentOrEmpty(const QString& folder) {
    return !QFileInfo::exists(folder) ||
           QDir(folder).isEmpty(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden | QDir::System);
}

Result<std::unique_ptr<Vault>> filled(const QString& folder, const demo::DemoStudySpec& spec,
                                      const SecretBytes& secret, const Job& job) {
    auto vault = demo::createDemo(folder, spec, secret, KdfCost::product());
    if (!vault)
        return vault;
    if (const auto done = demo::fillDemo(**vault, spec, job); !done)
        return tl::unexpected(done.error());
    if (const auto locked = (*vault)->lock(); !locked)
        return tl::unexpected(locked.error());
    return vault;
}

/// With a passphrase file that one; else the public one, which opens synthetic studies only.
Result<SecretBytes> passphraseOf(const Context& context, const Arguments& arguments) {
    if (arguments.has("passphrase-file") || qEnvironmentVariableIsSet("CASEBOOK_PASSPHRASE_FILE"))
        return context.passphrase(Cli::tr("Passphrase of the new study:"), true);
    return SecretBytes::fromUtf8(publicSamplePassphrase);
}

Result<Answer> makeDemo(Context& context, const Arguments& arguments) {
    const QString folder = QDir::cleanPath(QDir().absoluteFilePath(arguments.words[0]));
    const auto subjects = arguments.integer("subjects", 24, 1, mostSubjects);
    const auto seed = arguments.integer("seed", 17, 0, std::numeric_limits<std::uint32_t>::max());
    const auto slices = arguments.integer("slices", 150, 8, 2048);
    const auto matrix = arguments.integer("matrix", 512, 64, 2048);
    for (const auto* number : {&subjects, &seed, &slices, &matrix})
        if (!*number)
            return tl::unexpected(number->error());
    demo::DemoStudySpec spec;
    spec.people.subjects = int(*subjects);
    spec.people.seed = std::uint32_t(*seed);
    spec.slices = int(*slices);
    spec.pixels = int(*matrix);
    if (const auto cut = arguments.value("cut")) {
        spec.people.cut = QDate::fromString(*cut, Qt::ISODate);
        if (!spec.people.cut.isValid())
            return fail(ErrorKind::Usage, "bad-value", QStringLiteral("--cut"), {*cut});
    }
    if (!context.login().isEmpty())
        spec.login = spec.printedName = context.login();
    auto secret = passphraseOf(context, arguments);
    if (!secret)
        return tl::unexpected(secret.error());
    QElapsedTimer timer;
    timer.start();
    const bool isFree = isAbsentOrEmpty(folder);
    if (const auto made = filled(folder, spec, *secret, context.job(Cli::tr("Making the demo study")));
        !made) {
        if (isFree) // half a study would look like a whole one
            QDir(folder).removeRecursively();
        return tl::unexpected(made.error());
    }
    const double seconds = double(timer.elapsed()) / 1000;
    return Answer{QJsonObject{{QStringLiteral("study"), folder},
                              {QStringLiteral("subjects"), *subjects},
                              {QStringLiteral("synthetic"), true},
                              {QStringLiteral("seconds"), seconds}},
                  Cli::tr("The demo study with %n synthetic subject(s) is in %1.", nullptr, int(*subjects))
                      .arg(folder)};
}

} // namespace

QList<Command> demoCommands() {
    return {
        {"demo",
         "DIR [--subjects N] [--seed S] [--cut DATE] [--slices N] [--matrix N]",
         QT_TRANSLATE_NOOP("casebook::Cli",
                           "Makes the demo study: synthetic subjects with forms, CT, AI results and tasks."),
         {{"subjects"}, {"seed"}, {"cut"}, {"slices"}, {"matrix"}},
         1,
         1,
         true,
         makeDemo}};
}

} // namespace casebook
