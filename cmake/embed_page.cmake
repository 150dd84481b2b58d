# Writes a C++ source that holds the style and the script of a report's page.
# usage: cmake -DOUT=file.cc -DFOLDER=src/report -P embed_page.cmake

set(text "#include \"report/html_assets.h\"\n\nnamespace qingshui::report {\n\n")
foreach(pair "kHtmlStyle:page.css" "kHtmlScript:page.js")
    string(REPLACE ":" ";" pair "${pair}")
    list(GET pair 0 name)
    list(GET pair 1 file)
    file(READ ${FOLDER}/${file} hex HEX)
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" bytes "${hex}")
    string(LENGTH "${hex}" digits)
    math(EXPR size "${digits} / 2")
    string(APPEND text "const std::string_view ${name}(\"${bytes}\", ${size});\n")
endforeach()
string(APPEND text "\n}  // namespace qingshui::report\n")
file(WRITE ${OUT} "${text}")
