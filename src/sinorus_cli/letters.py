"""Latin and Cyrillic letters in ASCII, as anyascii has them. Made by tools/make_letters.py."""

# A text in ASCII, and after it the letters that become it.
_LETTERS = """
a ª à á â ã ä å ā ă ą ǎ ǟ ǡ ǻ ȁ ȃ ȧ ɐ ɑ ɒ ʌ а ӑ ӓ ә ӭ ԑ ԙ
u µ ù ú û ü ũ ū ŭ ů ű ų ư ǔ ǖ ǘ ǚ ǜ ȕ ȗ ɤ ɷ ʉ ʊ у ў ѹ ү ұ ӯ ӱ ӳ
o º ò ó ô õ ö ø ō ŏ ő ơ ǒ ǫ ǭ ǿ ȍ ȏ ȫ ȭ ȯ ȱ ɔ ɞ ɵ о ѡ ѫ ѻ ѽ ӧ ө
A À Á Â Ã Ä Å Ā Ă Ą Ǎ Ǟ Ǡ Ǻ Ȁ Ȃ Ȧ Ⱥ Ʌ А Ӑ Ӓ Ә Ӭ Ԑ Ԙ
Ae Æ Ǣ Ǽ Ӕ
C Ç Ć Ĉ Ċ Č Ƈ Ȼ Ћ Ҹ
E È É Ê Ë Ē Ĕ Ė Ę Ě Ǝ Ə Ɛ Ȅ Ȇ Ȩ Ɇ Ѐ Ё Е Э Ѣ Ѧ Ӗ Ӛ
I Ì Í Î Ï Ĩ Ī Ĭ Į İ Ɩ Ɨ Ǐ Ȉ Ȋ І Ї Ѝ И Ӣ Ӥ
D Ð Ď Đ Ɖ Ɗ Ƌ Д Ԁ
N Ñ Ń Ņ Ň Ɲ Ǹ Ƞ Н Ԣ
O Ò Ó Ô Õ Ö Ø Ō Ŏ Ő Ɔ Ɵ Ơ Ǒ Ǫ Ǭ Ǿ Ȍ Ȏ Ȫ Ȭ Ȯ Ȱ О Ѡ Ѫ Ѻ Ѽ Ӧ Ө
U Ù Ú Û Ü Ũ Ū Ŭ Ů Ű Ų Ư Ʊ Ǔ Ǖ Ǘ Ǚ Ǜ Ȕ Ȗ Ʉ Ў У Ѹ Ү Ұ Ӯ Ӱ Ӳ
Y Ý Ŷ Ÿ Ƴ Ȝ Ȳ Ɏ Й Ы Ѵ Ѷ Ӫ Ӹ
Th Þ Ҭ
ss ß
ae æ ǣ ǽ ӕ
c ç ć ĉ ċ č ƈ ǀ ȼ ɕ ћ ҹ
e è é ê ë ē ĕ ė ę ě ǝ ȅ ȇ ȩ ɇ ɘ ə ɛ ɜ е э ѐ ё ѣ ѧ ӗ ӛ
i ì í î ï ĩ ī ĭ į ı ǐ ȉ ȋ ɨ ɩ ɪ ɿ ʅ и і ї ѝ ӣ ӥ
d ð ď đ ƌ ȡ ɖ ɗ д ԁ
n ñ ń ņ ň ƞ ǹ ȵ ɲ ɳ ɴ н ԣ
y ý ÿ ŷ ƴ ȝ ȳ ɏ ɥ ʎ ʏ ʮ ʯ ʸ й ы ѵ ѷ ӫ ӹ
th þ ҭ
G Ĝ Ğ Ġ Ģ Ɠ Ɣ Ǥ Ǧ Ǵ Ѓ Г Ґ Ҝ
g ĝ ğ ġ ģ ǥ ǧ ǵ ɠ ɡ ɢ ɣ ʛ ˠ г ѓ ґ ҝ
H Ĥ Ħ Ȟ Ҳ Һ Ӏ Ӿ
h ĥ ħ ȟ ɦ ɧ ʜ ʰ ʱ ҳ һ ӏ ӿ
IJ Ĳ
ij ĳ
J Ĵ Ɉ Ј Җ Ҷ Ӟ
j ĵ ǰ ȷ ɉ ɟ ʄ ʝ ʲ ј җ ҷ ӟ
K Ķ Ƙ Ǩ Ќ К
k ķ ƙ ǩ ʞ к ќ
q ĸ ǃ ɋ ʗ ʠ ҁ қ ҟ ҡ ӄ ԛ ԟ
L Ĺ Ļ Ľ Ŀ Ł Ƚ Л Ԓ Ԡ Ԯ
l ĺ ļ ľ ŀ ł ƚ ƛ ȴ ɫ ɬ ɭ ʟ ˡ л ԓ ԡ ԯ
'n ŉ
Ng Ŋ Ң Ҥ Ӈ
ng ŋ ң ҥ ӈ
Oe Œ
oe œ ɶ ʚ
R Ŕ Ŗ Ř Ʀ Ȑ Ȓ Ɍ Р
r ŕ ŗ ř ȑ ȓ ɍ ɹ ɺ ɻ ɼ ɽ ɾ ʀ ʁ ʳ ʴ ʵ ʶ р
S Ś Ŝ Ş Š Ș С Ҫ
s ś ŝ ş š ſ ș ȿ ʂ ˢ с ҫ
T Ţ Ť Ŧ Ƭ Ʈ Ț Ⱦ Т
t ţ ť ŧ ƫ ƭ ț ȶ ʇ ʈ т
W Ŵ Ɯ Ƿ Ҩ Ԝ
w ŵ ƿ ɯ ɰ ʍ ʷ ҩ ԝ
Z Ź Ż Ž Ƶ Ȥ З Ҙ
z ź ż ž ƍ ƶ ȥ ɀ ʐ ʑ з ҙ
b ƀ ƃ ɓ ʙ б
B Ɓ Ƃ Ƀ Б
6 Ƅ ƅ
F Ƒ Ф Ѳ
f ƒ ɸ ф ѳ
hw ƕ
Gh Ƣ Ғ Ҕ Ӷ
gh ƣ ғ ҕ ӷ
P Ƥ П
p ƥ п
2 Ƨ ƨ
Sh Ʃ Ш
sh ƪ ʃ ʆ ш
V Ʋ В
Zh Ʒ Ǯ Ж
` Ƹ ƹ ʕ ʢ ʻ ʽ ʿ ˁ ˋ ˎ ˤ
zh ƺ ǯ ʒ ʓ ж
dz ƻ ǆ ǳ ʣ ʥ ѕ ӡ ԇ
5 Ƽ ƽ
ts ƾ ʦ ц ҵ
x ǁ ʖ ˣ ӽ
qc ǂ
DZ Ǆ Ǳ
Dz ǅ ǲ Ѕ Ӡ Ԇ
LJ Ǉ
Lj ǈ Љ Ԉ
lj ǉ љ ԉ
NJ Ǌ
Nj ǋ Њ Ԋ
nj ǌ њ ԋ
Hw Ƕ
Ou Ȣ
ou ȣ
db ȸ
qp ȹ
' Ɂ ɂ ʔ ʡ ʹ ʼ ʾ ˀ ˈ ˊ ˏ Ъ Ь ъ ь Ҍ ҍ Ԧ ԧ
Q Ɋ Ҁ Қ Ҟ Ҡ Ӄ Ԛ Ԟ
er ɚ ɝ
lzh ɮ
m ɱ м
v ʋ в
pc ʘ
dzh ʤ џ ӌ ӝ ԫ
tsh ʧ ӵ
tc ʨ
fng ʩ
ls ʪ
lz ʫ
ww ʬ
]] ʭ
'' ʺ ˮ
^ ˆ ˇ
- ˉ ˑ
, ˌ
_ ˍ ˬ
: ː
Dj Ђ Ԃ
Ie Є Ѥ Ѩ
Dzh Џ Ӌ Ӝ Ԫ
M М
Kh Х
Ts Ц Ҵ
Ch Ч Ҽ Ҿ
Shch Щ
Yu Ю
Ya Я
kh х
ch ч ҽ ҿ
shch щ
yu ю
ya я
dj ђ ԃ
ie є ѥ ѩ
Io Ѭ
io ѭ
Ks Ѯ
ks ѯ
Ps Ѱ
ps ѱ
Ot Ѿ
ot ѿ
Jh Ҋ
jh ҋ
Rh Ҏ
rh ҏ
Ph Ҧ Ԥ
ph ҧ ԥ
Gi Ӂ
gi ӂ
Lh Ӆ
lh ӆ
Nh Ӊ
nh ӊ
Mh Ӎ
mh ӎ
Tsh Ӵ
Xh Ӻ
xh ӻ
X Ӽ
Zj Ԅ
zj ԅ
Sj Ԍ
sj ԍ
Tj Ԏ
tj ԏ
Lkh Ԕ
lkh ԕ
Rkh Ԗ
rkh ԗ
Ny Ԩ
ny ԩ
Dch Ԭ
dch ԭ
"""
_LINES = map(str.split, _LETTERS.strip().splitlines())
ASCII = {ord(letter): ascii_ for ascii_, *letters in _LINES for letter in letters}
