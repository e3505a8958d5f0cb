// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/SelfTest.h"

#include "app/cli/Context.h"
#include "app/cli/Output.h"
#include "app/cli/Words.h"
#include "core/segmentation/Segmentation.h"
#include "core/volume/Statistics.h"
#include "storage/dicom/SampleWriter.h"
#include "viewers/bridge/HeadlessPlane.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>

#include <memory>

namespace casebook {

namespace {

/// One study from its making to its removal; every step is a check with a name.
class SelfTest {
public:
    void run() {
        if (!check("folder",
                   folder_.isValid() ? Result<>() : Result<>(fail(ErrorKind::System, "write-failed"))))
            return;
        if (check("sample", makeSample()) && check("vault", makeStudy()) && check("import", importSample()) &&
            check("voxels", compareVoxels()) && check("overlay", compareOverlay()))
            check("picture", draw());
        if (study_)
            check("verify", verify());
    }
    [[nodiscard]] Answer answer() const {
        QString text;
        for (const QJsonValue& value : checks_) {
            const QJsonObject one = value.toObject();
            text += QStringLiteral("%1  %2\n")
                        .arg(one[QStringLiteral("ok")].toBool() ? Cli::tr("good") : Cli::tr("BAD"),
                             one[QStringLiteral("name")].toString() + QStringLiteral("  ") +
                                 one[QStringLiteral("message")].toString());
        }
        const QJsonObject json{{QStringLiteral("ok"), ok_}, {QStringLiteral("checks"), checks_}};
        return {json, text, ok_ ? Exit::Done : Exit::Refused};
    }

private:
    bool check(const char* name, const Result<>& result) {
        const QString message = result ? QString() : cliMessage(result.error());
        checks_.append(QJsonObject{{QStringLiteral("name"), QLatin1StringView(name)},
                                   {QStringLiteral("ok"), result.has_value()},
                                   {QStringLiteral("message"), message}});
        ok_ = ok_ && result.has_value();
        return result.has_value();
    }
    static Result<> differs(const char* what) {
        return fail(ErrorKind::Damaged, "selftest-differs", QLatin1StringView(what));
    }

    Result<> makeSample() {
        dicom::SampleSpec spec;
        spec.phantom.seed = 7;
        spec.phantom.columns = spec.phantom.rows = 64;
        spec.phantom.slices = 32;
        auto made = dicom::writeSample(spec, [&](const QString& name, const QByteArray& bytes) -> Result<> {
            files_.append(ImportItem{name, bytes});
            return {};
        });
        if (!made)
            return tl::unexpected(made.error());
        sample_ = std::make_unique<dicom::Sample>(std::move(*made));
        return {};
    }
    /// The passphrase guards nothing: the study lives for seconds and holds no person's data.
    Result<> makeStudy() {
        // The study's anchor outside its folder goes when the folder goes.
        qputenv("XDG_STATE_HOME", folder_.path().toLocal8Bit());
        NewStudy study;
        study.name = QStringLiteral("Self-test");
        study.login = QStringLiteral("selftest");
        study.synthetic = true;
        const auto secret = SecretBytes::fromUtf8(QByteArray("guards nothing at all"));
        auto created =
            Vault::create(folder_.filePath(QStringLiteral("study")), study, secret, KdfCost::cheapForTests());
        if (!created)
            return tl::unexpected(created.error());
        study_ = std::make_unique<OpenStudy>(std::move(created->vault));
        return {};
    }
    Result<> importSample() {
        qsizetype next = 0;
        const auto source = [&](ImportItem& item) {
            if (next >= files_.size())
                return false;
            item = files_[next++];
            return true;
        };
        auto report = study_->imports().run(source, int(files_.size()), Job{}, {});
        if (!report)
            return tl::unexpected(report.error());
        return report->imported == files_.size() ? Result<>() : differs("import");
    }
    Result<> compareVoxels() {
        auto volume = study_->imaging().volume(sample_->phantom.volume.seriesUid, 0, Job{});
        if (!volume)
            return tl::unexpected(volume.error());
        volume_ = *volume;
        const bool same =
            statistics(*volume_).voxelsSha256 == statistics(sample_->phantom.volume).voxelsSha256;
        return same ? Result<>() : differs("voxels");
    }
    Result<> compareOverlay() {
        auto row = study_->imaging().findOverlay(sample_->nodulesUid);
        if (!row)
            return tl::unexpected(row.error());
        auto read = study_->imaging().segmentation(*row, Job{});
        if (!read)
            return tl::unexpected(read.error());
        const auto& written = sample_->phantom.nodules;
        if (row->placement != "verified" || (*read)->segments.size() != written.segments.size())
            return differs("overlay");
        for (std::size_t i = 0; i < written.segments.size(); ++i)
            if (statistics(**read, (*read)->segments[i]).voxels !=
                statistics(written, written.segments[i]).voxels)
                return differs("overlay");
        return {};
    }
    Result<> draw() {
        PlaneSpec spec;
        spec.size = QSize(128, 128);
        return renderPlane(volume_, spec).isNull() ? differs("picture") : Result<>();
    }
    Result<> verify() {
        auto report = study_->vault().verify(true, Job{});
        if (!report)
            return tl::unexpected(report.error());
        return report->ok() ? Result<>() : differs("verify");
    }

    QTemporaryDir folder_;
    QList<ImportItem> files_;
    std::unique_ptr<dicom::Sample> sample_;
    std::unique_ptr<OpenStudy> study_;
    VolumePtr volume_;
    QJsonArray checks_;
    bool ok_ = true;
};

} // namespace

Result<Answer> selfTest(Context&, const Arguments&) {
    SelfTest test;
    test.run();
    return test.answer();
}

} // namespace casebook
