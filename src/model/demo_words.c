/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a made-up school is made of. */
#include "model/demo_private.h"

static const char *const surnames_words[] = { "赵", "钱", "孙", "李", "周", "吴",   "郑",  "王",
					      "冯", "陈", "沈", "韩", "杨", "朱",   "秦",  "许",
					      "何", "吕", "张", "孔", "曹", "严",   "金",  "魏",
					      "陶", "姜", "谢", "邹", "苏", "潘",   "葛",  "范",
					      "彭", "鲁", "曾", "单", "仇", "欧阳", "上官" };
static const char *const given_words[] = { "子", "一", "雨", "思", "佳", "明", "文", "宇",
					   "欣", "乐", "安", "若", "书", "涵", "诗", "晨",
					   "轩", "泽", "嘉", "怡", "博", "静", "楷", "沐",
					   "辰", "瑶", "梓", "行", "远", "知" };
static const char *const relations_words[] = { "母亲", "父亲", "母亲", "父亲", "祖父", "外祖母" };
static const char *const subjects_words[] = { "语文", "数学", "英语", "物理", "化学",
					      "生物", "历史", "地理", "政治", "音乐",
					      "美术", "体育", "信息", "心理" };
static const char *const notes_words[] = {
	"聊了近期的学习节奏，约定每天先完成数学订正。",
	"情绪平稳，和同桌的误会已经说开。",
	"了解家中作息，家长会留意就寝时间。",
	"对航模社团很投入，愿意在班里分享。",
	"谈了目标与方法，先从整理错题开始。",
	"家长反映在家主动做家务，当面肯定了孩子。",
	"",
	"",
};
static const char *const bright_words[] = { "课堂上敢于提问，思路清楚。",
					    "乐于助人，常帮同学讲题。", "值日认真，做事有始有终。",
					    "朗读有感情，为班级赢得好评。" };
static const char *const advice_words[] = { "每天留出一段安静阅读的时间。",
					    "遇到难题先试一试，再请教别人。",
					    "把计划写下来，一周回看一次。",
					    "多参加体育锻炼，保证睡眠。" };
static const char *const topic_codes_words[] = { "study",  "psychology", "life",
						 "career", "ideals",     "study life" };

#define LIST(words)                                                                                \
	{                                                                                          \
		(words), sizeof(words) / sizeof *(words)                                           \
	}
const struct demo_words demo_surnames = LIST(surnames_words);
const struct demo_words demo_given = LIST(given_words);
const struct demo_words demo_relations = LIST(relations_words);
const struct demo_words demo_subjects = LIST(subjects_words);
const struct demo_words demo_notes = LIST(notes_words);
const struct demo_words demo_bright = LIST(bright_words);
const struct demo_words demo_advice = LIST(advice_words);
const struct demo_words demo_topic_codes = LIST(topic_codes_words);
