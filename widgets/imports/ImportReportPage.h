// SPDX-License-Identifier: GPL-3.0-or-later
// What an import did: numbers, series, what waits for a person, every refused file with its reason.
#pragma once

#include "core/values/Ids.h"

#include <QByteArray>
#include <QDateTime>
#include <QImage>
#include <QList>
#include <QString>
#include <QStringList>
#include <QWidget>

class QVBoxLayout;

namespace casebook {

class Button;
class DataTable;
class Label;

/// Whether a question of an import is about two files of one image, not about a person.
[[nodiscard]] inline bool isAboutFiles(const QByteArray& reason) {
    return reason == "conflicting-instance" || reason == "other-header";
}

/// Plain values of one import; the app fills them from ImportService::ImportRow.
struct ImportView {
    struct Series {
        QString uid, subject, description, modality;
        int slices = 0;
        double thickness_mm = 0, step_mm = 0;   ///< 0 = unknown
        QString matrix;                         ///< "512 × 512"
        QList<QByteArray> warnings;             ///< codes; empty = regular
        QString geometryNote; ///< words instead of the codes ("placed on ..."), may be empty
        bool problem = false; ///< geometryNote is a warning
        bool opens = true;
    };
    /// Two files of one image, or an exam of two persons: both sides beside each other.
    struct Sides {
        QStringList here, came; ///< lines of words of each side
        QStringList hereCoded, cameCoded; ///< the same without what says who a person is
        QString differences;    ///< names of attributes, may be empty
    };
    /// A source whose text was guessed.
    struct Guess {
        std::int64_t source = 0; ///< 0 before the import
        QString name;
        QByteArray charset; ///< the guess
        bool decided = false;
    };
    /// A table that says whose the files are.
    struct Mapping {
        QString file; ///< its name; empty: none was given
        int lines = 0;
        QStringList unused;       ///< numbers of lines without files
        QStringList withoutLine;  ///< descriptions of series that it does not name
        QString problem;          ///< why it can't be used, in words
    };
    struct Waiting {
        QString seriesUid, description, modality;
        int slices = 0;
        QByteArray reason; ///< "identity-conflict", "two-patients-in-exam"
        QStringList close; ///< labels of subjects that are close
        QImage thumbnail;
        Sides sides;
        /// A question about files, not about a person: which of two is right.
        [[nodiscard]] bool isAboutFiles() const { return casebook::isAboutFiles(reason); }
    };
    struct Refused {
        QString path;
        QByteArray code;
        QString message; ///< what is wrong, in words
    };
    ImportId id;
    QDateTime when;
    QString source, user; ///< folder or archive name; printed name
    int files = 0, imported = 0, duplicates = 0;
    double seconds = 0;
    bool interrupted = false;
    bool undone = false;
    bool preview = false; ///< nothing is written yet: the page asks
    int waits = 0;        ///< of a preview: how many of `refused` would wait for a person
    bool looking = false; ///< preview: it is being made anew, with another table
    Mapping mapping;
    bool mayUndo = false;
    QList<Guess> guesses;
    QList<Series> series;
    QList<Waiting> waiting;
    QList<Refused> refused;
};

/// What a person can do about a refusal code of design/cli.md, in the current language.
[[nodiscard]] QString refusalAdvice(const QByteArray& code);
/// Short words for a warning of geometry ("one slice missing"); the code itself when unknown.
[[nodiscard]] QString geometryWords(const QList<QByteArray>& warnings);

class ImportReportPage : public QWidget {
    Q_OBJECT
public:
    explicit ImportReportPage(QWidget* parent = nullptr);
    void setReport(const ImportView& report);
    [[nodiscard]] const ImportView& report() const { return report_; }
    /// Codes stand in place of names: who a person is shows at a click, for this one report.
    void setNamesHidden(bool hidden);
    [[nodiscard]] QString asText() const; ///< what Copy and Save give: no name of a subject in it

Q_SIGNALS:
    void backRequested();
    void openSeriesRequested(const QString& seriesUid);
    void chooseSubjectRequested(const QString& seriesUid, const QStringList& close);
    void leaveOutRequested(const QString& seriesUid, const QString& reason);
    void saveRequested(const QString& text);
    void importAgreed();   ///< to what the preview shows
    void importDeclined();
    void mapRequested();   ///< choose a mapping table for what the preview shows
    void mapRemoved();
    void undoRequested(const QString& reason);
    void partRequested(const QString& seriesUid, const QString& reason);
    /// Which of two files is right: "first", "second", "both".
    void settleRequested(const QString& seriesUid, const QString& keep, const QString& reason);
    /// What the text of a source is in: a term of DICOM.
    void charsetChosen(std::int64_t source, const QByteArray& charset);
    void copied();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void rebuild();
    void addSeries(QWidget* fresh);
    void addWaiting(QWidget* fresh);
    void addNotes(QWidget* fresh);
    void addGuesses(QWidget* fresh);
    void addMapping(QWidget* fresh);
    void askSettle(const ImportView::Waiting& waiting);
    [[nodiscard]] ImportView::Waiting asShown(const ImportView::Waiting& waiting) const;
    void showNames(bool shown);
    bool namesHidden_ = false, namesShown_ = false;
    ImportView report_;
    Label *title_ = nullptr, *from_ = nullptr;
    Button *back_ = nullptr, *copy_ = nullptr, *save_ = nullptr, *undo_ = nullptr;
    Button *agree_ = nullptr, *decline_ = nullptr, *map_ = nullptr;
    QWidget* body_ = nullptr;
    QVBoxLayout* bodyLayout_ = nullptr;
};

} // namespace casebook
