package rtc.it;

/** A browser that opens tabs. */
interface Tabs {

    /** Opens an empty tab, which runs these scripts before those of each page. */
    Tab tab(String... scripts);
}
