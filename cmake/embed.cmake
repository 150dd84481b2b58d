# Writes a C++ source that holds every file of some folders, so that the one binary carries
# the packs and examples it was built with.
# usage: cmake -DOUT=file.cc -DROOT=dir -DFOLDERS="packs;examples" -P embed.cmake

set(text "#include \"app/builtin.h\"\n\nnamespace qingshui::app {\n\n")
string(APPEND text "const std::map<std::string, std::string_view>& builtin_files() {\n")
string(APPEND text "    static const std::map<std::string, std::string_view> files = {\n")
foreach(folder IN LISTS FOLDERS)
    file(GLOB_RECURSE paths RELATIVE ${ROOT} ${ROOT}/${folder}/*.toml ${ROOT}/${folder}/*.md)
    foreach(path IN LISTS paths)
        file(READ ${ROOT}/${path} hex HEX)
        string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" bytes "${hex}")
        string(LENGTH "${hex}" digits)
        math(EXPR size "${digits} / 2")
        string(APPEND text "        {\"${path}\", {\"${bytes}\", ${size}}},\n")
    endforeach()
endforeach()
string(APPEND text "    };\n    return files;\n}\n\n}  // namespace qingshui::app\n")
file(WRITE ${OUT} "${text}")
