// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

namespace casebook {

/// One error code with its English words: what happened, then what to do. %1 is the object, %2 ... the args.
struct MessageRow {
    const char* code;
    const char* words;
};

/// Tables beside those of Messages.cpp, one a part of the program; messageText() looks through all of them.
[[nodiscard]] std::span<const MessageRow> formsMessages();
[[nodiscard]] std::span<const MessageRow> formStoreMessages();
[[nodiscard]] std::span<const MessageRow> statsMessages();
[[nodiscard]] std::span<const MessageRow> exportMessages();
[[nodiscard]] std::span<const MessageRow> readingMessages();
[[nodiscard]] std::span<const MessageRow> importMessages();
[[nodiscard]] std::span<const MessageRow> exprMessages();
[[nodiscard]] std::span<const MessageRow> subjectMessages();
[[nodiscard]] std::span<const MessageRow> networkMessages();
/// Words of what an overlay says of itself (SegmentationNote), found by warningText().
[[nodiscard]] std::span<const MessageRow> overlayNotes();

} // namespace casebook
