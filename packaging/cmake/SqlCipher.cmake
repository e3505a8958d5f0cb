# SPDX-License-Identifier: GPL-3.0-or-later
#
# casebook::sqlcipher: Debian's static SQLCipher with every global symbol renamed to cbk_*.
# VTK, PROJ and Qt's driver bring libsqlite3 into the same process; with equal names the linker or
# loader could silently bind our calls to it, and the study would be written in plain text. With
# renamed symbols a wrong library fails to link, and a preloaded one has no effect.
find_library(SQLCIPHER_STATIC NAMES libsqlcipher.a REQUIRED)
find_path(SQLCIPHER_INCLUDE sqlcipher/sqlite3.h REQUIRED)
find_program(OBJCOPY objcopy REQUIRED)
find_program(NM nm REQUIRED)

set(cbk_dir "${PROJECT_BINARY_DIR}/sqlcipher")
file(MAKE_DIRECTORY "${cbk_dir}")
execute_process(
    COMMAND ${NM} --defined-only --extern-only --format=posix "${SQLCIPHER_STATIC}"
    OUTPUT_VARIABLE cbk_nm COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "\n[A-Za-z_][A-Za-z0-9_]* [TDBRCV] " cbk_rows "\n${cbk_nm}")
set(cbk_map "")
set(cbk_header "// SPDX-License-Identifier: GPL-3.0-or-later\n// Made by SqlCipher.cmake. Force-included where SQLCipher is called.\n#pragma once\n")
foreach(row IN LISTS cbk_rows)
    string(REGEX REPLACE "\n([A-Za-z0-9_]*) .*" "\\1" symbol "${row}")
    string(APPEND cbk_map "${symbol} cbk_${symbol}\n")
    string(APPEND cbk_header "#define ${symbol} cbk_${symbol}\n")
endforeach()
file(CONFIGURE OUTPUT "${cbk_dir}/symbols.txt" CONTENT "${cbk_map}" @ONLY)
file(CONFIGURE OUTPUT "${cbk_dir}/cbk_rename.h" CONTENT "${cbk_header}" @ONLY)

add_custom_command(
    OUTPUT "${cbk_dir}/libcbk_sqlite.a"
    COMMAND ${OBJCOPY} "--redefine-syms=${cbk_dir}/symbols.txt" "${SQLCIPHER_STATIC}" "${cbk_dir}/libcbk_sqlite.a"
    DEPENDS "${cbk_dir}/symbols.txt" "${SQLCIPHER_STATIC}"
    COMMENT "Renaming SQLCipher's symbols")
add_custom_target(cbk_sqlite_archive DEPENDS "${cbk_dir}/libcbk_sqlite.a")

add_library(cbk_sqlite STATIC IMPORTED GLOBAL)
set_target_properties(cbk_sqlite PROPERTIES IMPORTED_LOCATION "${cbk_dir}/libcbk_sqlite.a")
target_link_libraries(cbk_sqlite INTERFACE OpenSSL::Crypto Threads::Threads ${CMAKE_DL_LIBS} m)
add_dependencies(cbk_sqlite cbk_sqlite_archive)

add_library(casebook_sqlcipher INTERFACE)
target_include_directories(casebook_sqlcipher SYSTEM INTERFACE "${SQLCIPHER_INCLUDE}/sqlcipher")
target_compile_definitions(casebook_sqlcipher INTERFACE SQLITE_HAS_CODEC)
set(CASEBOOK_SQLCIPHER_NAMES "${cbk_dir}/cbk_rename.h")
if(NOT CASEBOOK_PRECOMPILE) # else the precompiled header begins with it: nothing may stand before that one
    target_compile_options(casebook_sqlcipher INTERFACE -include "${CASEBOOK_SQLCIPHER_NAMES}")
endif()
target_link_libraries(casebook_sqlcipher INTERFACE cbk_sqlite)
target_link_options(casebook_sqlcipher INTERFACE "-Wl,--exclude-libs,libcbk_sqlite.a")
add_library(casebook::sqlcipher ALIAS casebook_sqlcipher)
