# SPDX-License-Identifier: GPL-3.0-or-later
add_library(casebook_warnings INTERFACE)
target_compile_definitions(casebook_warnings INTERFACE
    QT_NO_KEYWORDS            # TBB, which VTK includes, has a function called emit
    QT_NO_CAST_FROM_ASCII
    QT_USE_QSTRINGBUILDER)
target_compile_options(casebook_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wold-style-cast -Wnon-virtual-dtor
    -Woverloaded-virtual -ffp-contract=off
    $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>   # GCC 14 reports moves of tl::expected inside QPromise, which are sound
    $<$<BOOL:${CASEBOOK_WERROR}>:-Werror>)
# A path in __FILE__ or debug data would name the machine that built the program.
target_compile_options(casebook_warnings INTERFACE "-ffile-prefix-map=${PROJECT_SOURCE_DIR}/=")
if(CASEBOOK_SANITIZE)
    add_compile_options(-fsanitize=${CASEBOOK_SANITIZE} -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${CASEBOOK_SANITIZE})
    add_compile_definitions(CASEBOOK_SANITIZED)
endif()
if(CASEBOOK_FUZZ)
    add_compile_options(-fsanitize=fuzzer-no-link)
endif()
find_program(MOLD mold)
if(MOLD)
    add_link_options(-fuse-ld=mold)
endif()
