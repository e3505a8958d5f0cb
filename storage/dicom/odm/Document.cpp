// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/odm/Document.h"

#include <QXmlStreamReader>

#include <algorithm>

namespace casebook::odm {

namespace {

constexpr auto kDatasetXml = "http://www.cdisc.org/ns/Dataset-XML/v1.0";
constexpr auto kXmlNamespace = "http://www.w3.org/XML/1998/namespace";

/// Elements of the file that are counted, not kept: what stands in them is reported once a kind.
const QStringList& countedElements() {
    static const QStringList names{QStringLiteral("AuditRecord"),  QStringLiteral("Signature"),
                                   QStringLiteral("AuditRecords"), QStringLiteral("Signatures"),
                                   QStringLiteral("Annotations"),  QStringLiteral("Association")};
    return names;
}

class DocumentReader {
public:
    DocumentReader(std::span<const std::byte> bytes, const Limits& limits)
        : limits_(limits), bytes_(QByteArray::fromRawData(reinterpret_cast<const char*>(bytes.data()),
                                                          qsizetype(bytes.size()))) {}

    Document read() {
        if (bytes_.size() > limits_.bytes)
            refuseWhole({{}, "too-large", {}, 0});
        else if (rootFits())
            readAll();
        reportCounts();
        return std::move(out_);
    }

private:
    void refuseWhole(Line line) {
        out_.refusedWhole = true;
        if (out_.refused.size() < 100) // the first hundred faults say enough
            out_.refused.append(std::move(line));
    }

    /// The root's namespace, looked at without resolving prefixes: a file whose prefixes are not declared still
    /// gets the better reason.
    bool rootFits() {
        QXmlStreamReader xml(bytes_);
        xml.setNamespaceProcessing(false);
        while (!xml.atEnd() && xml.readNext() != QXmlStreamReader::StartElement)
            if (xml.tokenType() == QXmlStreamReader::DTD) {
                refuseWhole({{}, "dtd", {}, qint64(xml.lineNumber())});
                return false;
            }
        if (xml.hasError() || xml.tokenType() != QXmlStreamReader::StartElement) {
            refuseWhole({{}, "xml", {}, qint64(xml.lineNumber())});
            return false;
        }
        const QString qualified = xml.qualifiedName().toString();
        const QString prefix = qualified.contains(u':') ? qualified.section(u':', 0, 0) : QString();
        const QString local = qualified.section(u':', -1);
        const QString declaration =
            prefix.isEmpty() ? QStringLiteral("xmlns") : QStringLiteral("xmlns:") + prefix;
        const QString space = xml.attributes().value(declaration).toString();
        const qint64 line = xml.lineNumber();
        if (local != u"ODM")
            refuseWhole({qualified.left(64), "root", {qualified.left(64)}, line});
        else if (space.isEmpty())
            refuseWhole({QStringLiteral("ODM"), "no-namespace", {QLatin1StringView(kNamespace)}, line});
        else if (space != QLatin1StringView(kNamespace))
            refuseWhole(
                {QStringLiteral("ODM"), "namespace", {space.left(200), QLatin1StringView(kNamespace)}, line});
        return !out_.refusedWhole;
    }

    void readAll() {
        QXmlStreamReader xml(bytes_);
        xml.setEntityExpansionLimit(1'000);
        xml_ = &xml;
        xml.readNextStartElement();
        if (xml.attributes().hasAttribute(QLatin1StringView(kDatasetXml),
                                          QStringLiteral("DatasetXMLVersion"))) {
            refuseWhole({QStringLiteral("ODM"), "dataset-xml", {}, qint64(xml.lineNumber())});
            return;
        }
        checkVersion();
        readChildren(QStringLiteral("ODM"), nullptr);
        if (xml.hasError() && !stopped_)
            refuseWhole({{}, "xml", {}, qint64(xml.lineNumber())});
        xml_ = nullptr;
    }

    void checkVersion() {
        const QString version = xml_->attributes().value(QStringLiteral("ODMVersion")).toString();
        const qint64 line = xml_->lineNumber();
        if (version.isEmpty())
            out_.adapted.append({QStringLiteral("ODM"), "no-version", {}, line});
        else if (version != u"1.3.2")
            out_.adapted.append({QStringLiteral("ODM"), "version", {version.left(32)}, line});
        if (const QString type = xml_->attributes().value(QStringLiteral("FileType")).toString();
            type == u"Transactional")
            out_.adapted.append({QStringLiteral("ODM"), "transactional", {}, line});
    }

    /// False when the reader has to stop.
    bool enter() {
        if (++elements_ <= limits_.elements && depth_ < limits_.depth)
            return true;
        stopped_ = true;
        refuseWhole({xml_->name().toString(),
                     elements_ > limits_.elements ? "too-many-elements" : "too-deep",
                     {},
                     qint64(xml_->lineNumber())});
        xml_->raiseError(QStringLiteral("limit"));
        return false;
    }

    /// Reads the children of the current element: of `node` where the tree is kept, else by kind.
    void readChildren(const QString& parent, Node* node) {
        ++depth_;
        while (!xml_->atEnd() && !xml_->hasError()) {
            const auto token = xml_->readNext();
            if (token == QXmlStreamReader::EndElement)
                break;
            if (token == QXmlStreamReader::Characters && node)
                node->text += xml_->text();
            if (token == QXmlStreamReader::StartElement)
                readElement(parent, node);
        }
        --depth_;
    }

    void readElement(const QString& parent, Node* node) {
        if (!enter())
            return;
        const QString name = xml_->name().toString();
        if (xml_->namespaceUri() != QLatin1StringView(kNamespace)) {
            const QString key =
                QStringLiteral("%1/%2").arg(parent, xml_->qualifiedName().toString().left(64));
            count("vendor", key, {xml_->namespaceUri().toString().left(200)});
            xml_->skipCurrentElement();
            return;
        }
        if (!isKnownChild(parent, name)) {
            if (parent == u"ClinicalData" && name == u"ItemGroupData")
                refuseWhole({QStringLiteral("ClinicalData/ItemGroupData"),
                             "dataset-xml",
                             {},
                             qint64(xml_->lineNumber())});
            else
                refuseWhole({QStringLiteral("%1/%2").arg(parent, name.left(64)),
                             "unknown-element",
                             {name.left(64), parent},
                             qint64(xml_->lineNumber())});
            if (out_.refused.size() >= 100 || out_.refused.constLast().code == "dataset-xml") {
                stopped_ = true;
                xml_->raiseError(QStringLiteral("enough"));
                return;
            }
            xml_->skipCurrentElement();
            return;
        }
        if (countedElements().contains(name)) {
            count("not-kept", name, {});
            xml_->skipCurrentElement();
        } else if (node || name == u"Study") {
            readNode(name, node);
        } else {
            readData(name);
        }
    }

    void readNode(const QString& name, Node* parent) {
        Node node;
        node.name = name;
        node.line = xml_->lineNumber();
        for (const auto& attribute : xml_->attributes()) {
            const auto space = attribute.namespaceUri();
            if (space.isEmpty())
                node.attributes.append({attribute.name().toString(), attribute.value().toString()});
            else if (space == QLatin1StringView(kXmlNamespace) && attribute.name() == u"lang")
                node.attributes.append({QStringLiteral("lang"), attribute.value().toString()});
            else if (space != QLatin1StringView("http://www.w3.org/2001/XMLSchema-instance"))
                count("vendor-attribute",
                      QStringLiteral("%1/@%2").arg(name, attribute.qualifiedName().toString().left(64)), {});
        }
        for (const QByteArray& needed : neededAttributes(name))
            if (node.attribute(needed).isEmpty() && !(needed == "CodedValue" && node.has("CodedValue")))
                refuse({node.name, "attribute-missing", {QString::fromLatin1(needed)}, node.line});
        readChildren(name, &node);
        node.text = node.text.trimmed();
        if (parent)
            parent->children.append(std::move(node));
        else
            out_.studies.push_back(std::move(node));
    }

    void refuse(Line line) {
        if (out_.refused.size() < limits_.lines)
            out_.refused.append(std::move(line));
    }

    QString value(const char* name) const {
        return xml_->attributes().value(QLatin1StringView(name)).toString();
    }

    /// AdminData, ReferenceData and ClinicalData: nothing of them is kept but the answers.
    void readData(const QString& name) {
        const QString transaction = value("TransactionType");
        const bool wasRemoved = removed_;
        removed_ = removed_ || transaction == u"Remove";
        if (name == u"AdminData") {
            out_.admin = true;
            xml_->skipCurrentElement();
            return;
        }
        static const QStringList dropped{QStringLiteral("Annotation"), QStringLiteral("InvestigatorRef"),
                                         QStringLiteral("SiteRef"), QStringLiteral("ArchiveLayoutRef")};
        if (dropped.contains(name)) {
            count("not-kept", name, {});
            xml_->skipCurrentElement();
            return;
        }
        if (name == u"ReferenceData") {
            inReference_ = true;
        } else if (name == u"ClinicalData") {
            at_ = {};
            at_.study = value("StudyOID");
            at_.metaDataVersion = value("MetaDataVersionOID");
            ++out_.clinicalFiles;
        } else if (name == u"SubjectData") {
            at_.subject = value("SubjectKey");
        } else if (name == u"StudyEventData") {
            at_.visit = value("StudyEventOID");
            at_.visitRepeat = value("StudyEventRepeatKey");
        } else if (name == u"FormData") {
            at_.form = value("FormOID");
            at_.formRepeat = value("FormRepeatKey");
        } else if (name == u"ItemGroupData") {
            at_.group = value("ItemGroupOID");
            at_.groupRepeat = value("ItemGroupRepeatKey");
            out_.referenceRows += inReference_ ? 1 : 0;
        } else if (name.startsWith(u"ItemData")) {
            readItem(name);
            removed_ = wasRemoved;
            return;
        }
        readChildren(name, nullptr);
        removed_ = wasRemoved;
        if (name == u"ReferenceData")
            inReference_ = false;
    }

    /// One ItemData with its unit and, for a null, the flag that says why.
    void readItem(const QString& name) {
        RawRecord record = at_;
        record.line = xml_->lineNumber();
        record.item = value("ItemOID");
        record.text = value("Value");
        record.null = value("IsNull") == u"Yes";
        record.remove = removed_ || value("TransactionType") == u"Remove";
        Node content;
        readNodeContent(name, content);
        if (name != u"ItemData")
            record.text = content.text.trimmed();
        if (const Node* unit = content.child("MeasurementUnitRef"))
            record.unit = unit->attribute("MeasurementUnitOID");
        for (const Node* annotation : content.all("Annotation"))
            for (const Node* flag : annotation->all("Flag"))
                if (const Node* reason = flag->child("FlagValue"); reason && record.missing.isEmpty())
                    record.missing = reason->text;
        if (!record.missing.isEmpty() && !record.null)
            count("not-kept", QStringLiteral("Annotation"), {});
        if (!inReference_)
            out_.records.push_back(std::move(record));
    }

    void readNodeContent(const QString& name, Node& content) { readChildren(name, &content); }

    void count(const QByteArray& code, const QString& path, const QStringList& args) {
        Counted& counted = counted_[{code, path}];
        if (++counted.n == 1) {
            counted.line = xml_->lineNumber();
            counted.args = args;
        }
    }

    void reportCounts() {
        for (auto at = counted_.cbegin(); at != counted_.cend(); ++at)
            out_.adapted.append(
                {at.key().second, at.key().first, QStringList{QString::number(at->n)} + at->args, at->line});
        if (out_.admin)
            out_.adapted.append({QStringLiteral("AdminData"), "admin", {}, 0});
        if (out_.referenceRows > 0)
            out_.adapted.append({QStringLiteral("ReferenceData"),
                                 "reference-data",
                                 {QString::number(out_.referenceRows)},
                                 0});
    }

    struct Counted {
        qint64 n = 0, line = 0;
        QStringList args;
    };

    Limits limits_;
    QByteArray bytes_;
    QXmlStreamReader* xml_ = nullptr;
    Document out_;
    RawRecord at_;
    QMap<QPair<QByteArray, QString>, Counted> counted_;
    int elements_ = 0, depth_ = 0;
    bool stopped_ = false, removed_ = false, inReference_ = false;
};

} // namespace

Document readDocument(std::span<const std::byte> bytes, const Limits& limits) {
    return DocumentReader(bytes, limits).read();
}

} // namespace casebook::odm
