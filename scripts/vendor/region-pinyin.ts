// Builds src/domain/identity/region-pinyin.json from region-codes.json: `node scripts/vendor/region-pinyin.ts`.
// The readings are pinyin-pro's, word by word, corrected by the table below: place names keep readings that general words have lost.
// Stored are one usual reading for each character and, by name, only those names that are read otherwise.
import { readFileSync, writeFileSync } from 'node:fs';
import { pinyin } from 'pinyin-pro';

/**
 * Part of a name → its reading in place names, by the 现代汉语词典 (7th edition) and the 中华人民共和国行政区划简册. A longer part wins
 * over a shorter one.
 */
const placeReadings: Readonly<Record<string, string>> = {
  重庆: 'chong qing',
  长: 'chang',
  长子: 'zhang zi',
  厦门: 'xia men',
  大厂: 'da chang',
  蚌埠: 'beng bu',
  蚌山: 'beng shan',
  六安: 'lu an',
  六合: 'lu he',
  六枝: 'liu zhi',
  六盘水: 'liu pan shui',
  亳: 'bo',
  乐亭: 'lao ting',
  乐陵: 'lao ling',
  乐清: 'yue qing',
  乐平: 'le ping',
  乐都: 'le du',
  蔚县: 'yu xian',
  尉犁: 'yu li',
  尉氏: 'wei shi',
  单县: 'shan xian',
  莘县: 'shen xian',
  莘: 'shen',
  东阿: 'dong e',
  阿城: 'a cheng',
  阿: 'a',
  台: 'tai',
  天台: 'tian tai',
  丽水: 'li shui',
  丽: 'li',
  浚县: 'xun xian',
  泌阳: 'bi yang',
  中牟: 'zhong mu',
  牟平: 'mu ping',
  牟定: 'mou ding',
  尖扎: 'jian zha',
  扎: 'zha',
  扎赉特: 'zha lai te',
  扎鲁特: 'zha lu te',
  番禺: 'pan yu',
  盱眙: 'xu yi',
  邗江: 'han jiang',
  鄄城: 'juan cheng',
  郓城: 'yun cheng',
  茌平: 'chi ping',
  临朐: 'lin qu',
  砀山: 'dang shan',
  歙县: 'she xian',
  涡阳: 'guo yang',
  黟县: 'yi xian',
  枞阳: 'zong yang',
  谯城: 'qiao cheng',
  铅山: 'yan shan',
  婺源: 'wu yuan',
  弋阳: 'yi yang',
  南丰: 'nan feng',
  牟: 'mou',
  监利: 'jian li',
  郧: 'yun',
  秭归: 'zi gui',
  猇亭: 'xiao ting',
  耒阳: 'lei yang',
  郴州: 'chen zhou',
  澧县: 'li xian',
  汨罗: 'mi luo',
  溆浦: 'xu pu',
  洪江: 'hong jiang',
  儋州: 'dan zhou',
  邕宁: 'yong ning',
  百色: 'bai se',
  崇左: 'chong zuo',
  荥经: 'ying jing',
  荥阳: 'xing yang',
  筠连: 'jun lian',
  高县: 'gao xian',
  珙县: 'gong xian',
  犍为: 'qian wei',
  郫都: 'pi du',
  邛崃: 'qiong lai',
  什邡: 'shi fang',
  会理: 'hui li',
  会东: 'hui dong',
  会宁: 'hui ning',
  会昌: 'hui chang',
  会同: 'hui tong',
  会泽: 'hui ze',
  会: 'hui',
  会稽: 'kuai ji',
  大邑: 'da yi',
  大埔: 'da bu',
  黄埔: 'huang pu',
  洪洞: 'hong tong',
  洞口: 'dong kou',
  繁峙: 'fan shi',
  隰县: 'xi xian',
  临汾: 'lin fen',
  万柏林: 'wan bai lin',
  柏乡: 'bai xiang',
  柏: 'bai',
  解州: 'xie zhou',
  井陉: 'jing xing',
  行唐: 'xing tang',
  藁城: 'gao cheng',
  任丘: 'ren qiu',
  任泽: 'ren ze',
  任: 'ren',
  大名: 'da ming',
  大城: 'dai cheng',
  涿: 'zhuo',
  蠡县: 'li xian',
  鸡泽: 'ji ze',
  桦甸: 'hua dian',
  桦: 'hua',
  珲春: 'hun chun',
  绥: 'sui',
  穆棱: 'mu ling',
  巴彦淖尔: 'ba yan nao er',
  磴口: 'deng kou',
  临泽: 'lin ze',
  宁: 'ning',
  岷县: 'min xian',
  宕昌: 'tan chang',
  成县: 'cheng xian',
  迭部: 'die bu',
  夏河: 'xia he',
  临夏: 'lin xia',
  宁夏: 'ning xia',
  化隆: 'hua long',
  贵德: 'gui de',
  吴堡: 'wu bu',
  堡: 'bao',
  柞水: 'zha shui',
  鄠邑: 'hu yi',
  盩厔: 'zhou zhi',
  佳县: 'jia xian',
  汶上: 'wen shang',
  曲: 'qu',
  曲阜: 'qu fu',
  泗水: 'si shui',
  无棣: 'wu di',
  无为: 'wu wei',
  兴: 'xing',
  覃塘: 'qin tang',
  民乐: 'min le',
  曾都: 'zeng du',
  称多: 'chen duo',
  红寺堡: 'hong si pu',
  闵行: 'min hang',
  闽侯: 'min hou',
  解放: 'jie fang',
  东莞: 'dong guan',
  莞: 'guan',
  南沙: 'nan sha',
  潮: 'chao',
  朝阳: 'chao yang',
  朝: 'chao',
  召陵: 'shao ling',
  大箐山: 'da qing shan',
  澄海: 'cheng hai',
  澄: 'cheng',
  陂: 'pi',
  黄陂: 'huang pi',
  沈: 'shen',
  和: 'he',
  都: 'du',
  都兰: 'du lan',
  奇台: 'qi tai',
  岫岩: 'xiu yan',
  岢岚: 'ke lan',
  嵊: 'sheng',
  缙云: 'jin yun',
  鄞州: 'yin zhou',
  衢: 'qu',
  柯桥: 'ke qiao',
  句容: 'ju rong',
  溧: 'li',
  邳: 'pi',
  睢: 'sui',
  畲: 'she',
  颍: 'ying',
  濉: 'sui',
  石柱: 'shi zhu',
  綦江: 'qi jiang',
  涪陵: 'fu ling',
  忠县: 'zhong xian',
  酉阳: 'you yang',
  琼中: 'qiong zhong',
  勐: 'meng',
  耿马: 'geng ma',
  泸: 'lu',
  尼勒克: 'ni le ke',
  勒: 'le',
  疏勒: 'shu le',
  喀什: 'ka shi',
  巴音郭楞: 'ba yin guo leng',
  吐鲁番: 'tu lu fan',
  番: 'fan',
  莎车: 'sha che',
  焉耆: 'yan qi',
  和硕: 'he shuo',
  库车: 'ku che',
  车: 'che',
  叶: 'ye',
  叶城: 'ye cheng',
  叶县: 'ye xian',
  裕民: 'yu min',
  若羌: 'ruo qiang',
  洛浦: 'luo pu',
  柯坪: 'ke ping',
  乌什: 'wu shi',
  什: 'shi',
  藏: 'zang',
  西藏: 'xi zang',
  革吉: 'ge ji',
  嘉黎: 'jia li',
  那曲: 'na qu',
  普陀: 'pu tuo',
  泊头: 'bo tou',
  滦: 'luan',
  隆化: 'long hua',
  石家庄: 'shi jia zhuang',
  邯郸: 'han dan',
  漯河: 'luo he',
  渑池: 'mian chi',
  武陟: 'wu zhi',
  获嘉: 'huo jia',
  长垣: 'chang yuan',
  柘城: 'zhe cheng',
  郏县: 'jia xian',
  汝: 'ru',
  濮阳: 'pu yang',
  禹州: 'yu zhou',
  内: 'nei',
  洋县: 'yang xian',
  卢: 'lu',
  石: 'shi',
  区: 'qu',
  大: 'da',
  系: 'xi',
};

/**
 * Spellings in use that are no pinyin of the characters: the Roman letters of GB/T 2260 (陕西 apart from 山西; Mongolian, Uyghur and
 * Tibetan names), what foreign documents print, and one reading that half the country gives a city.
 */
const customarySpellings: Readonly<Record<string, string>> = {
  内蒙古自治区: 'innermongolia',
  陕西省: 'shaanxi',
  西藏自治区: 'tibet',
  香港特别行政区: 'hongkong',
  澳门特别行政区: 'macao macau',
  六安市: 'liuan',
  呼和浩特市: 'hohhot huhhot',
  鄂尔多斯市: 'ordos',
  呼伦贝尔市: 'hulunbuir',
  巴彦淖尔市: 'bayannur',
  乌兰察布市: 'ulanqab',
  兴安盟: 'hinggan',
  锡林郭勒盟: 'xilingol',
  阿拉善盟: 'alxa',
  海拉尔区: 'hailar',
  额尔古纳市: 'ergun',
  乌兰浩特市: 'ulanhot',
  阿尔山市: 'arxan',
  二连浩特市: 'erenhot',
  锡林浩特市: 'xilinhot',
  哈尔滨市: 'harbin',
  齐齐哈尔市: 'qiqihar',
  拉萨市: 'lhasa',
  日喀则市: 'xigaze shigatse',
  昌都市: 'qamdo chamdo',
  林芝市: 'nyingchi',
  山南市: 'lhoka',
  那曲市: 'nagqu nagchu',
  阿里地区: 'ngari',
  江孜县: 'gyangze gyantse',
  果洛藏族自治州: 'golog',
  玉树藏族自治州: 'yulshul',
  格尔木市: 'golmud',
  阿坝藏族羌族自治州: 'ngawa',
  甘孜藏族自治州: 'garze',
  迪庆藏族自治州: 'deqen',
  乌鲁木齐市: 'ürümqi',
  克拉玛依市: 'karamay',
  吐鲁番市: 'turpan turfan',
  哈密市: 'kumul',
  伊犁哈萨克自治州: 'ili',
  阿勒泰地区: 'altay',
  阿勒泰市: 'altay',
  博尔塔拉蒙古自治州: 'bortala',
  巴音郭楞蒙古自治州: 'bayingolin',
  阿克苏地区: 'aksu',
  阿克苏市: 'aksu',
  克孜勒苏柯尔克孜自治州: 'kizilsu',
  喀什地区: 'kashgar',
  喀什市: 'kashgar',
  和田地区: 'hotan',
  和田市: 'hotan',
  库尔勒市: 'korla',
  阿图什市: 'artux',
  莎车县: 'yarkant',
  图木舒克市: 'tumxuk',
  阿拉尔市: 'aral',
  塔什库尔干塔吉克自治县: 'taxkorgan',
};

interface Table {
  readonly provinces: Readonly<Record<string, string>>;
  readonly cities: Readonly<Record<string, string>>;
  readonly current: Readonly<Record<string, string>>;
}

const folder = new URL('../../src/domain/identity/', import.meta.url);
const table = JSON.parse(readFileSync(new URL('region-codes.json', folder), 'utf8')) as Table;

function allNames(): readonly string[] {
  const counties = Object.values(table.current).flatMap((list) => list.split(' ').map((entry) => entry.slice(2)));
  const outside = ['香港特别行政区', '澳门特别行政区', '台湾'];
  const names = [...Object.values(table.provinces), ...Object.values(table.cities), ...counties, ...outside];
  return [...new Set(names.filter((name) => name !== ''))];
}

const byLength = Object.keys(placeReadings).toSorted((a, b) => b.length - a.length);

/** ü is stored as v, the way input methods take it; the search understands u as well. */
function plain(syllable: string): string {
  return syllable.replaceAll('ü', 'v');
}

function readingOf(name: string): readonly string[] {
  const syllables = pinyin(name, { toneType: 'none', type: 'array', nonZh: 'consecutive' }).map(plain);
  const characters = [...name];
  const isSettled = characters.map(() => false);
  for (const part of byLength) {
    for (let at = name.indexOf(part); at >= 0; at = name.indexOf(part, at + 1)) {
      const readings = (placeReadings[part] ?? '').split(' ');
      if (readings.some((_reading, offset) => isSettled[at + offset] === true)) continue;
      for (const [offset, reading] of readings.entries()) {
        syllables[at + offset] = reading;
        isSettled[at + offset] = true;
      }
    }
  }
  if (syllables.length !== characters.length) throw new Error(`${name} is not read character by character`);
  return syllables;
}

function usualReadings(read: readonly (readonly [string, readonly string[]])[]): ReadonlyMap<string, string> {
  const counts = new Map<string, Map<string, number>>();
  for (const [name, syllables] of read) {
    for (const [index, character] of [...name].entries()) {
      const ofCharacter = counts.get(character) ?? new Map<string, number>();
      const syllable = syllables[index] ?? '';
      counts.set(character, ofCharacter.set(syllable, (ofCharacter.get(syllable) ?? 0) + 1));
    }
  }
  const usual = (of: ReadonlyMap<string, number>) => [...of].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? '';
  return new Map([...counts].map(([character, of]) => [character, usual(of)]));
}

const read = allNames().map((name) => [name, readingOf(name)] as const);
const usual = usualReadings(read);
const readings: Record<string, string> = {};
for (const [character, syllable] of [...usual].toSorted((a, b) => (a[1] < b[1] ? -1 : 1))) {
  readings[syllable] = (readings[syllable] ?? '') + character;
}
const otherwise = read.filter(([name, syllables]) =>
  [...name].some((character, index) => usual.get(character) !== syllables[index]),
);
const names = new Set(allNames());
const unknown = Object.keys(customarySpellings).filter((name) => !names.has(name));
if (unknown.length > 0) throw new Error(`no such place: ${unknown.join(' ')}`);
const text = JSON.stringify(
  {
    sources: [
      {
        package: 'pinyin-pro@3.29.4',
        licence: 'MIT',
        holds: 'readings, corrected for place names in scripts/vendor/region-pinyin.ts',
      },
    ],
    readings,
    names: Object.fromEntries(otherwise.map(([name, syllables]) => [name, syllables.join(' ')])),
    spellings: Object.fromEntries(Object.entries(customarySpellings).map(([name, spellings]) => [name, plain(spellings)])),
  },
  null,
  1,
);
writeFileSync(new URL('region-pinyin.json', folder), `${text}\n`);
console.log(
  `${Buffer.byteLength(text)} bytes, ${read.length} names, ${usual.size} characters, ${otherwise.length} names read otherwise`,
);
