// @ts-check
// What people write around what they ask for. Comes with understand.js and with spelling.js; generator/finding/around.py
// has what it needs of the same.
(() => {
  "use strict";

  const AROUND = {
    /** What may be a day of the Chinese calendar. */
    lunar: /[农旧阴夏]历|農曆|[正冬腊臘]月|[闰閏]|月[初十廿]|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年/u,
    /** Of the name of a newspaper, what people leave out: 黎城县报, 黎城报. */
    newspaper: /[省市县区旗](?=.{0,2}报$)/u,
    /** Before and behind a person's name. */
    before: /^(?:本?报?记者|通讯员|作者)/u,
    behind: /(?:同志|先生|女士|记者|老师|(?:[所采撰]?写|发表)?的?(?:文章|报道|作品|稿[子件]?)|[采撰]?写的)$/u,
    /** What a question says beside what it asks for; then what is often a part of words. */
    question: [
      /请问|请?帮(?:我|忙)|麻烦|谢谢|我?想(?:要?[找查看]|知道)(?:一下)?|查[找询]|寻找|找一?[找下]|有没有|有关|关于|对于|哪一?[年天期]|什么时候|何时|哪里|怎么样?|为什么|的?(?:报道|新闻|文章|消息|照片|图片|资料|内容|信息|情况|事情|经过)(?![\p{L}\p{N}])|(?:同志|先生|女士|老师|记者)(?![\p{L}\p{N}])|[吗呢吧？?！!，,。；;]/gu,
      /我(?:爷爷|奶奶|父亲|母亲|爸爸|妈妈|祖父|家)?|(?:刊登|发表|报道|登)过?|[的在上里中]/gu,
    ],
  };

  window.archive = Object.assign(window.archive ?? {}, { AROUND });
})();
