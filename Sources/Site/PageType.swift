internal import Diagnostics
internal import TemplateEngine

/// One kind of page: a template of `Templates/pages/`, HTML or XML, with its front matter, compiled.
struct PageType {
    /// The rows that have a page each.
    struct Iteration: Hashable {
        /// The table or view.
        let table: String
        /// Its position among the slice's globals.
        let globalIndex: Int
        /// What a template calls the row.
        let variable: String
    }

    /// The file's name without its ending: what `url("…")` and `parent:` say.
    let name: String
    /// The file, for diagnostics.
    let file: String
    /// Nil for a page of its own.
    let iteration: Iteration?
    /// Where it says so, as a diagnostic without a message, if `url(row)` leads to its pages.
    let claim: Diagnostic?
    /// Positions among the globals of the lists of which one must have a row, or the page does not exist; empty where
    /// it always does.
    let needs: [Int]
    /// What it asks of the edition, a variable each.
    let data: [PageData]
    /// What it offers as files beside itself.
    let dataFiles: [DataFile]
    /// Makes the path, from the row where there is one.
    let path: Template
    /// Makes the title, from the row where there is one.
    let title: Template
    /// The page itself.
    let body: Template
    /// Its position in the menu; nil leaves it out.
    let menu: Int?
    /// The page type whose menu entry is current on it.
    let parent: String?
    /// The tables whose newest change dates the page.
    let shows: [String]
}
