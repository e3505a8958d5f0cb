// SPDX-License-Identifier: GPL-3.0-or-later
//
// The window program: chooses the platform, opens the window, and starts what the command line asks.
#include "app/window/DemoController.h"
#include "app/window/DoorController.h"
#include "app/window/ImportController.h"
#include "app/window/MainWindow.h"
#include "app/window/Options.h"
#include "app/window/Tour.h"
#include "app/window/WordsOutput.h"
#include "core/values/Messages.h"

#include <QApplication>
#include <QFile>
#include <QFileInfo>
#include <QSurfaceFormat>
#include <QTextStream>

namespace casebook {

namespace {

int complain(const Error& error) {
    QTextStream(stderr) << messageText(error) << u' ' << error.object << Qt::endl;
    switch (error.kind) {
    case ErrorKind::Usage: return 2;
    case ErrorKind::NoRight: return 3;
    case ErrorKind::InUse: return 5;
    case ErrorKind::Damaged: return 6;
    case ErrorKind::Refused:
    case ErrorKind::Cancelled:
    case ErrorKind::System: break;
    }
    return 1;
}

Result<SecretBytes> passphraseFrom(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Usage, "unreadable", path);
    if (file.permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther))
        return fail(ErrorKind::Usage, "passphrase-file-open", path);
    QByteArray line = file.readLine();
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    return SecretBytes::fromUtf8(std::move(line));
}

/// VTK 9.3 here draws through GLX only; under Wayland its pictures are wrong (ADR 4).
void choosePlatform() {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM") && !qEnvironmentVariableIsEmpty("DISPLAY"))
        qputenv("QT_QPA_PLATFORM", "xcb");
    if (qEnvironmentVariableIsEmpty("QT_XCB_GL_INTEGRATION"))
        qputenv("QT_XCB_GL_INTEGRATION", "xcb_glx");
    QSurfaceFormat format;
    constexpr int depthBits = 24, stencilBits = 8;
    format.setVersion(3, 2);
    format.setProfile(QSurfaceFormat::CoreProfile);
    format.setDepthBufferSize(depthBits);
    format.setStencilBufferSize(stencilBits);
    format.setSamples(0);
    QSurfaceFormat::setDefaultFormat(format);
}

/// `--import FOLDER --study NEW`: makes the study with the passphrase of the file, then imports.
Result<> createFor(DoorController* door, const Options& options, SecretBytes passphrase) {
    const QString file = options.recoveryFile;
    if (auto can = canGiveWords(file); !can)
        return can;
    NewStudy study;
    study.name = QFileInfo(options.study).fileName();
    study.login =
        options.user.isEmpty() ? qEnvironmentVariable("USER", QStringLiteral("user")) : options.user;
    QObject::connect(door, &DoorController::made, door, [file](const QString& words) {
        if (const auto given = giveWords(words, file); !given)
            complain(given.error()); // the study is there, and new words can be made in it
    });
    QObject::connect(door, &DoorController::failed, door,
                     [](const Error& error) { QCoreApplication::exit(complain(error)); });
    door->make(QFileInfo(options.study).absoluteFilePath(), study, std::move(passphrase));
    return {};
}

Result<> begin(MainWindow& window, const Options& options) {
    if (options.demo || (options.study.isEmpty() && !options.pictures.isEmpty())) {
        QTextStream(stdout) << QCoreApplication::translate(
                                   "casebook::main",
                                   "Demo study, synthetic data. Its passphrase is public: %1")
                                   .arg(QLatin1StringView(publicSamplePassphrase))
                            << Qt::endl;
        window.demo()->open(options.study.isEmpty() ? DemoController::defaultFolder() : options.study);
        return {};
    }
    if (options.study.isEmpty())
        return {};
    const QString folder = QFileInfo(options.study).absoluteFilePath();
    const bool exists = QFileInfo::exists(folder + QStringLiteral("/casebook.study"));
    if (options.passphraseFile.isEmpty()) {
        exists ? window.door()->openFolder(folder) : window.shell()->unlockPage()->showNewStudy();
        if (!exists)
            window.shell()->unlockPage()->setNewFolder(folder);
    } else {
        auto passphrase = passphraseFrom(options.passphraseFile);
        if (!passphrase)
            return tl::unexpected(passphrase.error());
        if (exists) {
            window.door()->unlock(folder, options.user, std::move(*passphrase), Access::ReadWrite);
        } else {
            if (auto begun = createFor(window.door(), options, std::move(*passphrase)); !begun)
                return begun;
        }
    }
    if (!options.importFolder.isEmpty()) {
        const QString source = options.importFolder;
        QObject::connect(
            window.door(), &DoorController::opened, &window,
            [&window, source] { window.imports()->start({source}); }, Qt::SingleShotConnection);
    }
    return {};
}

int run(int argc, char** argv) {
    choosePlatform();
    QApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("casebook"));
    QCoreApplication::setApplicationVersion(QStringLiteral(CASEBOOK_VERSION));
    const auto options = parseOptions(QCoreApplication::arguments().mid(1));
    if (!options)
        return complain(options.error());
    if (options->help) {
        QTextStream(stdout) << usageText();
        return 0;
    }
    if (const auto hardened = hardenProcess(); !hardened)
        return complain(hardened.error());
    theme::install(app);
    MainWindow window;
    if (!options->language.isEmpty())
        window.setLanguage(options->language);
    if (!options->theme.isEmpty())
        window.setTheme(options->theme == QLatin1StringView("dark") ? ThemeChoice::Dark : ThemeChoice::Light);
    window.show();
    if (const auto begun = begin(window, *options); !begun)
        return complain(begun.error());
    std::unique_ptr<Tour> tour;
    if (!options->tour.isEmpty() || !options->pictures.isEmpty()) {
        const bool walk = !options->tour.isEmpty();
        tour = std::make_unique<Tour>(window, walk ? options->tour : options->pictures,
                                      walk ? Tour::Route::Walk : Tour::Route::Pictures,
                                      walk ? QString()
                                           : QStringLiteral("-%1-%2").arg(options->language, options->theme));
        if (!options->importFolder.isEmpty())
            tour->expectImport();
        tour->start();
    }
    return QApplication::exec();
}

} // namespace

} // namespace casebook

int main(int argc, char** argv) { return casebook::run(argc, argv); }
